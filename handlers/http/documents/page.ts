/** The page itself: a script of ours starts the viewer, so that no inline script is needed. */
export const docsPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>SparkOne API</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/docs/style.css">
  </head>
  <body>
    <div id="app"></div>
    <noscript>This page needs JavaScript. The contract itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
    <script src="/docs/scripts/viewer.js"></script>
    <script src="/docs/scripts/start.js"></script>
  </body>
</html>
`

/** Starts the viewer on our document; it asks no validator elsewhere and forgets the key with the page. */
export const startScript = `SwaggerUIBundle({
  dom_id: '#app',
  url: '/openapi.json',
  validatorUrl: null,
  deepLinking: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
})
`
