// Comfort only: every page works without this. While a form is filled, the verdict beside it follows.
"use strict";

for (const form of document.querySelectorAll("form[data-verdict]")) {
  const place = form.querySelector("#verdict");
  let timer = 0;
  let latest = 0;

  async function weigh() {
    const mine = ++latest;
    try {
      const answer = await fetch(form.dataset.verdict, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-Requested-With": "desk" },
      });
      if (mine !== latest) return;
      if (answer.ok) {
        place.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
      } else {
        // Signed out meanwhile, or the page is an old one: the button leads through the sign-in and back.
        place.textContent = "现在不能边填边看。请按“看看对不对”，您填的内容会留着。";
      }
    } catch {
      // No connection: the button still works when there is one again.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(weigh, 350);
  });
}

// A second click on the same button is the same click. The key in the form would find it out as well.
for (const form of document.querySelectorAll("form[method=post]:not([target])")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
  });
}
