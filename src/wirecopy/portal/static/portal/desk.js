// The editor (Quill) over the story's text area, word count, and saving as one writes. Without scripts the text area stays.
const area = document.getElementById("body");
const form = document.getElementById("draft");
if (area && form && window.Quill) {
  const surface = document.createElement("div");
  surface.innerHTML = area.value;
  area.after(surface);
  area.hidden = true;
  const quill = new Quill(surface, {
    theme: "snow",
    modules: {
      keyboard: { bindings: { tab: null, indent: null, outdent: null, "remove tab": null } }, // Tab leaves the editor
      toolbar: [[{ header: 2 }, { header: 3 }], ["bold", "italic"], ["blockquote", "link"], [{ list: "ordered" }, { list: "bullet" }], ["clean"]],
    },
    formats: ["header", "bold", "italic", "blockquote", "link", "list", "script"],
  });
  quill.root.setAttribute("aria-labelledby", "body-label");
  quill.root.setAttribute("role", "textbox");
  quill.root.setAttribute("aria-multiline", "true");
  if (area.matches(":disabled")) quill.disable();
  document.getElementById("body-label").addEventListener("click", () => quill.focus());
  const said = document.getElementById("saved");
  const words = document.getElementById("words");
  let due = null; // the clock that runs from a change until it is saved
  let isChanged = false; // there is something that is not saved
  let isByHand = "byHand" in form.dataset; // somebody else saved: a person puts the two together, and presses Save
  let saving = Promise.resolve(true); // one save after another: each names the revision that the last one made
  let pending = 0;
  const take = () => {
    area.value = quill.getText().trim() ? quill.getSemanticHTML().replaceAll("&nbsp;", " ") : "";
  };
  const say = (told, isBad = false) => {
    said.textContent = told;
    said.className = isBad ? "error" : "meta";
  };
  const tell = (other) => {
    const box = document.getElementById("other");
    box.hidden = !other;
    if (box.firstElementChild.textContent !== other) box.firstElementChild.textContent = other; // said once to those who hear it
  };
  const send = async () => {
    if (isByHand) return false;
    take();
    isChanged = false;
    say("Saving…");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : { error: `the service answered ${answer.status}.` };
      if (!answer.ok) {
        isByHand = answer.status === 409;
        throw new Error(told.error);
      }
      form.elements.revision.value = told.revision;
      say("Saved.");
      tell(told.other);
      return true;
    } catch (error) {
      isChanged = true; // nothing is overwritten: the button saves, and shows what the other one wrote
      say(`Not saved: ${error.message} ${isByHand ? "Press Save to put the two together." : "Press Save to try again."}`, true);
      return false;
    }
  };
  const save = () => {
    clearTimeout(due);
    pending += 1;
    saving = saving.then(send).finally(() => (pending -= 1));
    return saving;
  };
  const later = () => {
    isChanged = true;
    clearTimeout(due);
    if (!isByHand) due = setTimeout(save, 1500);
  };
  quill.on("text-change", () => {
    words.textContent = quill.getText().split(/\s+/).filter(Boolean).length;
    later();
  });
  form.addEventListener("input", later);
  form.addEventListener("submit", () => {
    clearTimeout(due);
    take();
    isChanged = false;
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      if (isByHand) form.requestSubmit();
      else save();
    }
  });
  // what is released, checked or shown is what stands on the screen: first it is saved
  const settle = () => (isChanged ? save() : saving);
  for (const deed of document.querySelectorAll("form.deed")) {
    deed.addEventListener("submit", async (event) => {
      if (!isChanged && !pending) return;
      event.preventDefault();
      if (await settle()) deed.submit();
    });
  }
  for (const link of document.querySelectorAll(".tabs a")) {
    link.addEventListener("click", async (event) => {
      if ((!isChanged && !pending) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (await settle()) location.assign(link.href);
    });
  }
  addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}
