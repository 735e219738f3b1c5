// The explorer is behind the address that the visitor sees, whoever stands before this server.
document.getElementById("terminal").dataset.sessionWebsocketUrl =
  window.location.origin.replace(/^http/, "ws") + "/ws";

// The cookie has the token now: it need not stand in the address, nor be kept with a bookmark.
const address = new URL(window.location);
if (address.searchParams.has("token")) {
  address.searchParams.delete("token");
  window.history.replaceState(null, "", address);
}

// Keys go to the explorer from its first frame on, without a click.
new MutationObserver((_, observer) => {
  const keys = document.querySelector("#terminal textarea");
  if (keys && document.body.classList.contains("-first-byte")) {
    keys.focus();
    observer.disconnect();
  }
}).observe(document.body, { attributes: true, childList: true, subtree: true });

document.getElementById("again").addEventListener("click", () => window.location.reload());
