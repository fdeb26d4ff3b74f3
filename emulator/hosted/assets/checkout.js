// Comfort only: every page works without this file.
const number = document.querySelector("#card-number");
const expiry = document.querySelector("#expiry-date");

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

document.querySelector(".alert")?.focus();
