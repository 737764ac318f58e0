import type { PanelState } from '../protocol/state.ts';
import { Answer, type AnswerText } from './answer.ts';
import type { Announcer } from './announcer.ts';
import { Controls } from './controls.ts';
import { copyLine } from './copyLine.ts';
import { CueList } from './cueList.ts';
import { details } from './details.ts';
import { element } from './dom.ts';
import { footer } from './footer.ts';
import { toggleFullScreen } from './fullScreen.ts';
import { header } from './header.ts';
import type { Commands } from './keyboard.ts';
import type { KeyList } from './keyList.ts';
import type { Memory } from './memory.ts';
import { areInPicture, notices } from './notices.ts';
import { Overlay, wantsOverlay } from './overlay.ts';
import { Player } from './player.ts';
import { Preview } from './preview.ts';
import { prompt } from './prompt.ts';
import { QualityPicker } from './qualityPicker.ts';
import { restWhileHidden } from './rest.ts';
import { Source } from './source.ts';
import { Stage } from './stage.ts';
import { labelTabs } from './tabLabels.ts';
import { Tabs } from './tabs.ts';
import { timeline } from './timeline.ts';
import { Variants } from './variants.ts';
import type { Host } from './vscodeApi.ts';

/** What every view of the panel shares. */
export interface Surroundings {
  readonly host: Host;
  readonly memory: Memory;
  readonly announcer: Announcer;
  readonly keyList: KeyList;
  /** Epoch ms. */
  readonly now: () => number;
}

/** The panel of one task. */
export interface TaskView {
  readonly element: HTMLElement;
  readonly commands: Commands;
  render(state: PanelState): void;
  receive(answer: AnswerText): void;
  /** Lets go of the video, because something else is shown. */
  leave(): void;
}

/** Builds the panel of one task. */
export function buildTaskView({ host, memory, announcer, keyList, now }: Surroundings): TaskView {
  const player = new Player();
  const source = new Source(player, memory, host);
  const overlay = new Overlay(player);
  const quality = new QualityPicker(host, memory);
  const variants = new Variants(host, memory);
  const screen = element('section', { class: 'player' });
  const commands: Commands = {
    transport: player,
    keyList,
    toggleCaptions: () => {
      overlay.on = !overlay.on;
      memory.keep({ overlay: overlay.on });
    },
    toggleFullScreen: () => void toggleFullScreen(screen),
    nextQuality: () => quality.next(),
    moveVariant: (direction) => variants.move(direction),
  };
  const preview = new Preview(player);
  const over = [notices(host, areInPicture), preview];
  const stage = new Stage(player, () => player.toggle(), { host, over });
  const controls = new Controls(commands, {
    preview,
    hasCaptionsOn: () => overlay.on,
    fields: [quality.element],
  });
  player.video.textTracks.addEventListener('change', () => controls.update());
  screen.append(stage.element, variants.element, controls.element);

  const captions = new CueList('caption', player, announcer);
  const storyboard = new CueList('scene', player, announcer);
  const history = timeline();
  const facts = details();
  const answer = new Answer(host, announcer);
  const tabs = new Tabs(
    {
      captions: element('div', {}, captions.element),
      storyboard: element('div', {}, storyboard.element),
      timeline: history.element,
      details: facts.element,
      answer: answer.element,
    },
    memory,
    (open) => {
      answer.isOpen = open === 'answer';
    },
  );
  const above = [header(announcer, now), notices(host, (state) => !areInPicture(state))];
  const copy = copyLine(host, announcer);
  const request = prompt(host);
  const below = footer(host);
  const watching = element('div', { class: 'watching' }, screen, copy.element, request.element);
  const body = element('div', { class: 'body' }, watching, tabs.element);
  const view = element('div', { class: 'view' }, ...above.map((part) => part.element), body, below.element);
  restWhileHidden([player]);

  return {
    element: view,
    commands,
    render: (state) => {
      if (memory.state.subject !== state.subject) {
        captions.reset();
        storyboard.reset();
      }
      memory.open(state.subject);
      view.style.setProperty('--aspect', String(state.aspect ?? 16 / 9));
      view.classList.toggle('upright', state.aspect !== undefined && state.aspect < 1);
      source.render(state);
      overlay.fill(state.captions);
      overlay.on = memory.state.overlay ?? wantsOverlay(state.playback);
      for (const part of [...above, stage, variants, quality, copy, request, history, facts, answer, below]) {
        part.render(state);
      }
      controls.element.hidden = state.video === undefined && state.qualities.length < 2;
      // Where a card stands for the picture, another file can be chosen, and nothing else be done.
      controls.element.classList.toggle('idle', areInPicture(state));
      controls.render(state.captions, state.captions.length > 0, state);
      captions.render(state.captions, state.texts, state.captionsNote);
      storyboard.render(state.storyboard, state.texts, state.captionsNote);
      tabs.render(labelTabs(state), state.texts.tabs);
    },
    receive: (text) => answer.receive(text),
    leave: () => source.leave(),
  };
}
