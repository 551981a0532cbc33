// The pages work without this file; it adds live progress and the behaviour of the GOV.UK components.
import { initAll } from "%GOVUK%";

document.documentElement.classList.add("js-enabled");
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// Live progress: the server sends a fragment each time something moved.
for (const place of document.querySelectorAll("[data-events]")) {
  const source = new EventSource(place.dataset.events);
  source.addEventListener("progress", (event) => {
    const lines = JSON.parse(event.data);
    place.textContent = "";
    for (const line of lines) {
      const p = document.createElement("p");
      p.className = "govuk-body";
      p.textContent = line;
      place.append(p);
    }
  });
  source.addEventListener("finished", () => {
    source.close();
    location.reload();
  });
}

// A bar-code scanner ends with Enter: in a form for scanning, Enter goes to the next field and only a button sends.
for (const form of document.querySelectorAll("form.scanner")) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || event.target.type === "checkbox") return;
    event.preventDefault();
    const fields = [...form.elements].filter((e) => !e.disabled && e.type !== "hidden");
    fields[fields.indexOf(event.target) + 1]?.focus();
  });
}
