import type { PanelState } from '../protocol/state.ts';
import { Controls } from './controls.ts';
import { CueList } from './cueList.ts';
import { details } from './details.ts';
import { element } from './dom.ts';
import { footer } from './footer.ts';
import { header } from './header.ts';
import { listenToKeys } from './keyboard.ts';
import type { Memory } from './memory.ts';
import { notices } from './notices.ts';
import { Overlay } from './overlay.ts';
import { Player } from './player.ts';
import { prompt } from './prompt.ts';
import { Source } from './source.ts';
import { Stage } from './stage.ts';
import { labelTabs } from './tabLabels.ts';
import { Tabs } from './tabs.ts';
import type { Host } from './vscodeApi.ts';

/** Builds the panel into `root` and returns what draws a state. `now` gives epoch ms. */
export function buildView(
  root: HTMLElement,
  host: Host,
  memory: Memory,
  now: () => number,
): (state: PanelState) => void {
  const player = new Player();
  const source = new Source(player, memory, host);
  const overlay = new Overlay(player, memory);
  const screen = element('section', { class: 'player' });
  const stage = new Stage(player);
  const controls = new Controls(player, overlay, host, () => void toggleFullScreen(screen));
  screen.append(stage.element, controls.element);

  const captions = new CueList(player);
  const storyboard = new CueList(player);
  const facts = details();
  const tabs = new Tabs(
    {
      captions: element('div', {}, captions.element),
      storyboard: element('div', {}, storyboard.element),
      details: facts.element,
    },
    memory,
  );
  const above = [header(now), notices(host)];
  const request = prompt(host);
  const below = footer(host);
  const watching = element('div', { class: 'watching' }, screen, request.element);
  const body = element('div', { class: 'body' }, watching, tabs.element);
  root.append(...above.map((part) => part.element), body, below.element);
  listenToKeys(player, overlay);

  return (state) => {
    memory.open(state.subject);
    root.style.setProperty('--aspect', String(state.aspect ?? 16 / 9));
    source.render(state);
    overlay.render(state);
    for (const part of [...above, stage, controls, request, facts, below]) {
      part.render(state);
    }
    captions.render(state.captions, state.texts);
    storyboard.render(state.storyboard, state.texts);
    tabs.render(labelTabs(state));
  };
}

async function toggleFullScreen(screen: HTMLElement): Promise<void> {
  if (document.fullscreenElement === null) {
    await screen.requestFullscreen();
  } else {
    await document.exitFullscreen();
  }
}
