// Comfort only: every page works without this file.
import { RULES } from "./rules.js";

const number = document.querySelector("#card-number");
const expiry = document.querySelector("#expiry-date");
const form = document.querySelector("form[data-now]");

number?.addEventListener("input", () => {
  if (number.selectionEnd !== number.value.length) return;
  const digits = number.value.replace(/\D/g, "").slice(0, 19);
  number.value = digits.replace(/(\d{4})(?=\d)/g, "$1 ");
});

expiry?.addEventListener("input", (event) => {
  if (event.inputType === "deleteContentBackward" || expiry.selectionEnd !== expiry.value.length) return;
  // People who type the slash themselves find ours there already.
  const once = expiry.value.replace("//", "/");
  const typed = once.replace(/^([2-9])$/, "0$1").replace(/^(\d\d)(\d)/, "$1/$2");
  expiry.value = /^\d\d$/.test(typed) ? `${typed}/` : typed;
});

form?.addEventListener("submit", (event) => {
  const shown = [...form.elements].filter((input) => RULES[input.name] && input.offsetParent !== null);
  for (const input of shown) say(input, problem(input));
  const wrong = shown.find((input) => input.ariaInvalid);
  if (!wrong) return;
  event.preventDefault();
  document.querySelector(".alert")?.remove();
  wrong.focus();
});

// What was found wrong goes as soon as it is right.
form?.addEventListener("input", ({ target }) => {
  if (target.ariaInvalid && !problem(target)) say(target);
});

/** The words for what is wrong with a field; the server checks everything again. */
function problem(input) {
  const { empty, wrong, past, pattern } = RULES[input.name];
  const value = input === number ? input.value.replace(/[\s-]/g, "") : input.value.trim();
  if (value === "") return empty;
  const match = new RegExp(pattern ?? "").exec(value);
  if (!match || (input === number && !passesLuhn(value))) return wrong;
  const [, month = match[3], year = match[4]] = match;
  const over = input === expiry && Date.UTC(2000 + (year % 100), month) <= Number(form.dataset.now);
  return over ? past : undefined;
}

function say(input, message) {
  const id = `${input.id}-error`;
  document.getElementById(id)?.remove();
  input.ariaInvalid = message ? "true" : null;
  if (message) {
    const error = { id, className: "error", textContent: message };
    input.parentElement.append(Object.assign(document.createElement("p"), error));
  }
  const described = [`${input.id}-hint`, id].filter((each) => document.getElementById(each));
  input.setAttribute("aria-describedby", described.join(" "));
}

function passesLuhn(digits) {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = place % 2 === 1 ? digit * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

// A test card is one tap away.
for (const button of document.querySelectorAll(".use")) {
  button.hidden = !number;
  button.addEventListener("click", () => {
    document.querySelector("#method-new")?.click();
    const typed = {
      "card-number": button.dataset.number,
      "expiry-date": "12/29",
      "security-code": button.dataset.code,
    };
    for (const [id, value] of Object.entries(typed)) fill(document.getElementById(id), value);
    const name = document.querySelector("#card-name");
    fill(name, name.value || "Test Shopper");
    document.querySelector("form[data-now] button").focus();
  });
}

function fill(input, value) {
  input.value = value;
  if (input.ariaInvalid) say(input);
}

document.querySelector(".alert")?.focus();
