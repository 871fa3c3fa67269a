# The image is the bundled server on a slim Node, run by a user that owns nothing but its data folder. It works with a
# read-only file system: mount a volume on /app/data when SparkOne keeps its own database, and nothing when it does not.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN sh tools/build.sh server && rm -rf dist/lib

FROM node:24.21.0-bookworm-slim
LABEL org.opencontainers.image.title="SparkOne" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/app/cache \
    HOST=0.0.0.0 \
    PORT=8000
WORKDIR /app
COPY --from=build /src/dist ./
# Compiled once here, so that every start, also on a read-only file system, skips that.
RUN node sparkone.mjs --help >/dev/null && mkdir data && chown node:node data
# Last, as it differs in each image: the commit that it was built from, which `sparkone version` and /metrics say.
ARG COMMIT=""
ENV SPARKONE_COMMIT=$COMMIT
LABEL org.opencontainers.image.revision=$COMMIT
USER node
VOLUME /app/data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((it) => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "sparkone.mjs"]
CMD ["serve"]
