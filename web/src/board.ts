// The board on the wall: told of a change, it fetches the part that changes; when the connection is lost, it says since when.
import { follow } from "./lib/follow";

const part = document.getElementById("tavle");
if (part) follow(part);
