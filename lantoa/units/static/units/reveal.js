// "Hiện mật khẩu": shows what is typed in the password fields that the box names.

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || !box.dataset.reveals) return;
  for (const id of box.dataset.reveals.split(" ")) {
    const input = document.getElementById(id);
    if (input) input.type = box.checked ? "text" : "password";
  }
});

// Browsers keep what was ticked when one comes back to a page: a password must not stand open unasked.
for (const box of document.querySelectorAll("[data-reveals]")) box.checked = false;
