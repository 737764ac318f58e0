import type { PanelState } from '../../protocol/state.ts';
import { nameButton, plainButton } from '../button.ts';
import { Controls } from '../controls.ts';
import { element, icon } from '../dom.ts';
import { toggleFullScreen } from '../fullScreen.ts';
import type { Commands } from '../keyboard.ts';
import { restWhileHidden } from '../rest.ts';
import type { Surroundings } from '../view.ts';
import { DetailsTable } from './detailsTable.ts';
import { OffsetField } from './offsetField.ts';
import { Pair } from './pair.ts';
import { Side } from './side.ts';

/** Two results side by side on one transport. */
export class CompareView {
  readonly element = element('div', { class: 'view compare' });
  readonly commands: Commands;
  readonly #surroundings: Surroundings;
  readonly #sides: readonly [Side, Side];
  readonly #pair: Pair;
  readonly #columns = element('div', { class: 'columns' });
  readonly #screen = element('section', { class: 'player' }, this.#columns);
  readonly #swap = plainButton(icon('arrow-swap'), () => this.#swapSides());
  readonly #offset: OffsetField;
  readonly #controls: Controls;
  readonly #details = new DetailsTable();
  #states: readonly PanelState[] = [];
  #isSwapped = false;
  #subjects = '';

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    const { host } = surroundings;
    const [left, right] = [
      new Side(host, 0, () => this.#pair.toggle()),
      new Side(host, 1, () => this.#pair.toggle()),
    ] as const;
    this.#sides = [left, right];
    this.#pair = new Pair(left.player, right.player);
    this.#offset = new OffsetField(this.#pair);
    this.#columns.append(left.element, right.element);
    this.commands = {
      transport: this.#pair,
      keyList: surroundings.keyList,
      toggleCaptions: () => this.#showCaptions(!this.#hasCaptionsOn),
      toggleFullScreen: () => void toggleFullScreen(this.#screen),
      nextQuality: () => undefined,
      moveVariant: () => undefined,
    };
    this.#controls = new Controls(this.commands, {
      hasCaptionsOn: () => this.#hasCaptionsOn,
      fields: [this.#swap, this.#offset.element],
    });
    this.#screen.append(this.#controls.element);
    this.element.append(this.#screen, this.#details.element);
    this.#tellWatched();
    restWhileHidden([this.#pair]);
  }

  render(state: PanelState, beside: PanelState): void {
    const { announcer, memory } = this.#surroundings;
    memory.open(state.subject);
    this.#states = [state, beside];
    const subjects = JSON.stringify([state.subject, beside.subject]);
    if (subjects !== this.#subjects) {
      this.#subjects = subjects;
      this.#begin(state);
    }
    announcer.say('status', [state.summary, beside.summary].join('. '));
    announcer.say('copy', '');
    this.#draw();
  }

  /** Lets go of both videos, because something else is shown. */
  leave(): void {
    this.#subjects = '';
    this.#pair.pause();
    this.#sides.forEach((side) => side.leave());
  }

  get #hasCaptionsOn(): boolean {
    return this.#sides.some(({ overlay }) => overlay.on);
  }

  #begin({ playback }: PanelState): void {
    if (this.#isSwapped) {
      this.#swapSides();
    }
    this.#sides.forEach((side) => side.leave());
    this.#pair.begin(playback);
    this.#offset.update();
    this.#showCaptions(false);
  }

  #draw(): void {
    const [state] = this.#states;
    const [left, right] = this.#isSwapped ? this.#states.toReversed() : this.#states;
    if (state === undefined || left === undefined || right === undefined) {
      return;
    }
    this.#sides.forEach((side, index) => {
      const own = this.#states[index];
      if (own !== undefined) {
        side.render(own);
      }
    });
    const hasCaptions = this.#states.some(({ captions }) => captions.length > 0);
    this.#controls.render([], hasCaptions, left);
    this.#controls.element.hidden = this.#states.every(({ video }) => video === undefined);
    nameButton(this.#swap, state.texts.swapSides);
    this.#offset.render(state.texts);
    this.#details.render(left, right);
  }

  #swapSides(): void {
    this.#pair.swap();
    this.#isSwapped = !this.#isSwapped;
    const [first, second] = this.#sides;
    const order = this.#isSwapped ? [second, first] : [first, second];
    this.#columns.append(...order.map((side) => side.element));
    this.#offset.update();
    this.#draw();
  }

  #showCaptions(on: boolean): void {
    for (const { overlay } of this.#sides) {
      overlay.on = on;
    }
    this.#controls.update();
  }

  #tellWatched(): void {
    const told = { subjects: '' };
    this.#pair.changed(() => {
      if (!this.#pair.paused && told.subjects !== this.#subjects) {
        told.subjects = this.#subjects;
        this.#surroundings.host.post({ type: 'watched' });
      }
    });
  }
}
