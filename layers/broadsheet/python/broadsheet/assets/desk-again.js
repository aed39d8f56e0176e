// What was written when the session had ended is sent by itself, once its writer is signed in again.

document.getElementById("again")?.requestSubmit();
