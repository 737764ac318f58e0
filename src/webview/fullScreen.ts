/** Shows an element on the whole screen, or what was before, where the window allows it. */
export async function toggleFullScreen(screen: HTMLElement): Promise<void> {
  try {
    if (document.fullscreenElement !== null) {
      await document.exitFullscreen();
    } else if (document.fullscreenEnabled) {
      await screen.requestFullscreen();
    }
  } catch {
    // The window refuses it: all stays as it is.
  }
}
