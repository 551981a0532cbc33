// Plays a part of a video that the server drew anew: one request a part, so that what is noted is what was sent. The bytes stay in
// memory while they are played.
export function player(video, status) {
  let asked = null;
  let address = null;
  let rest = 0;

  function stop() {
    asked?.abort();
    asked = null;
    clearTimeout(rest);
    status.textContent = "";
    video.hidden = true;
    if (!address) return;
    video.pause();
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(address);
    address = null;
  }

  async function play(from, words) {
    stop();
    const mine = new AbortController();
    asked = mine;
    status.textContent = "The part is being drawn.";
    try {
      const answer = await fetch(from, { signal: mine.signal });
      if (answer.status === 422) {
        // the break has begun: its page comes instead
        location.reload();
        return;
      }
      if (!answer.ok) {
        const said = answer.headers.get("Content-Type")?.startsWith("text/plain");
        status.textContent = "Not played: " + (said ? await answer.text() : "reload the page and try again.");
        return;
      }
      const drawn = await answer.blob();
      if (asked !== mine) return;
      address = URL.createObjectURL(drawn);
      video.src = address;
      video.hidden = false;
      video.setAttribute("aria-label", words);
      status.textContent = words;
      rest = setTimeout(() => { stop(); location.reload(); }, 1000 * answer.headers.get("X-Until-Break"));
      await video.play();
    } catch (fault) {
      if (fault.name !== "AbortError") status.textContent = "Not played: reload the page and try again.";
    }
  }

  return { play, stop };
}
