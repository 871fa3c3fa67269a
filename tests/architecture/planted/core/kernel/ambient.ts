export const ambient = [process, fetch, setTimeout, console, AbortController, document, Buffer, URL]
