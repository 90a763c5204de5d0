import { main } from "./main.js";

/** What the process is to exit with, once all is written. */
export const exitCode = main(process.argv.slice(2));
