import { secureHeaders } from 'hono/secure-headers'

/** Nothing inline, nothing from elsewhere, nobody's frame. A page whose form leads to a provider names it itself. */
export const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
}

export const consoleHeaders = secureHeaders({
  contentSecurityPolicy: POLICY,
  xFrameOptions: 'DENY',
  strictTransportSecurity: 'max-age=15552000',
  // Of our own pages the forms must say where they come from.
  referrerPolicy: 'same-origin',
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
  permissionsPolicy: { camera: false, microphone: false, geolocation: false, payment: false },
  overwrite: false,
})
