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
    modules: { toolbar: [[{ header: 2 }, { header: 3 }], ["bold", "italic"], ["blockquote", "link"], [{ list: "ordered" }, { list: "bullet" }], ["clean"]] },
    formats: ["header", "bold", "italic", "blockquote", "link", "list"],
  });
  quill.root.setAttribute("aria-labelledby", "body-label");
  quill.root.setAttribute("role", "textbox");
  quill.root.setAttribute("aria-multiline", "true");
  const said = document.getElementById("saved");
  const words = document.getElementById("words");
  let due = null;
  let isStopped = false;
  const take = () => {
    area.value = quill.getText().trim() ? quill.getSemanticHTML().replaceAll("&nbsp;", " ") : "";
  };
  const save = async () => {
    if (isStopped) return;
    take();
    said.textContent = "Saving…";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.error);
      form.elements.revision.value = told.revision;
      said.textContent = "Saved.";
    } catch (error) {
      isStopped = true; // nothing is overwritten: the button saves, and shows what the other one wrote
      said.textContent = `Not saved: ${error.message} Press Save to put the two together.`;
    }
  };
  const later = () => {
    clearTimeout(due);
    due = setTimeout(save, 1500);
  };
  quill.on("text-change", () => {
    words.textContent = quill.getText().split(/\s+/).filter(Boolean).length.toLocaleString();
    later();
  });
  form.addEventListener("input", later);
  form.addEventListener("submit", () => {
    clearTimeout(due);
    take();
  });
}
