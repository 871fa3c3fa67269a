/** The page itself: a script of ours starts the viewer, so that no inline script is needed. */
export const docsPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>SparkOne API</title>
  </head>
  <body>
    <div id="app"></div>
    <noscript>This page needs JavaScript. The contract itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
    <script src="/docs/assets/viewer.js"></script>
    <script src="/docs/assets/start.js"></script>
  </body>
</html>
`

/** Starts the viewer on our document, with everything that would call elsewhere turned off. */
export const startScript = `Scalar.createApiReference('#app', {
  url: '/openapi.json',
  authentication: { preferredSecurityScheme: 'apiKey' },
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
})
`
