"use strict";
const numbers = Array.from(document.querySelectorAll("a.number"));
const hint = document.querySelector("aside .hint");

function choose(link) {
  document.querySelectorAll(".detail.shown").forEach((one) => one.classList.remove("shown"));
  const wanted = link ? link.getAttribute("href") : null;
  numbers.forEach((one) => {
    one.classList.toggle("same", one !== link && one.getAttribute("href") === wanted);
    one.classList.toggle("chosen", one === link);
  });
  hint.hidden = link !== null;
  if (link) {
    document.getElementById(wanted.slice(1)).classList.add("shown");
    document.querySelector("aside").scrollTop = 0;
  }
}

numbers.forEach((link) => link.addEventListener("click", (event) => {
  event.preventDefault();
  choose(link);
}));
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.classList.contains("number")) {
    target.focus();
    choose(target);
  }
}

window.addEventListener("hashchange", reveal);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose(null);
});
reveal();
