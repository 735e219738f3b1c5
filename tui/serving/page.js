// Keys go to the explorer from its first frame on, without a click.
new MutationObserver((_, observer) => {
  const keys = document.querySelector("#terminal textarea");
  if (keys && document.body.classList.contains("-first-byte")) {
    keys.focus();
    observer.disconnect();
  }
}).observe(document.body, { attributes: true, childList: true, subtree: true });

document.getElementById("again").addEventListener("click", () => window.location.reload());
