# One bundled program on a small image without a shell. Build: docker build -t deckwatch .
FROM node:24-trixie-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
# The same script that the checks run, so that the bundle that ships is the one that was tested.
RUN npm run build && npm run sbom

FROM gcr.io/distroless/nodejs24-debian13:nonroot
WORKDIR /app
COPY --from=build /src/dist/ /src/package.json /src/LICENSE ./
ENV NODE_ENV=production
# The C library keeps an arena for each of Node's threads, and what was freed in them: 6 MB that nobody uses.
ENV MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072
# Writes its store only: run it with a read-only root file system and a volume for `store.path`, or DATABASE_URL.
USER nonroot
EXPOSE 8080 3000
# NODE_OPTIONS=--enable-source-maps gives places in the sources in stack traces, for 13 MB of memory.
# Node's own limit lets young objects take 130 MB, which gains nothing here: most do not live to see it (docs/benchmarks.md).
ENTRYPOINT ["/nodejs/bin/node", "--max-semi-space-size=16", "/app/deckwatch.js"]
CMD ["run", "--config", "/etc/deckwatch/config/deckwatch.yaml"]
