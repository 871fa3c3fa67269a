#!/bin/sh
# Starts the development containers and waits until they are healthy.
set -eu
cd -- "$(dirname -- "$0")/.."
. tools/terminal.sh

no_docker="Without Docker, make run starts SparkOne with everything it needs on this machine."
command -v docker >/dev/null 2>&1 || fail "Docker was not found." "Install Docker, or Podman with its docker command." "$no_docker"
docker compose version >/dev/null 2>&1 || fail "This Docker has no compose plugin." "Install docker-compose-plugin (2.24 or newer)." "$no_docker"
docker info >/dev/null 2>&1 || fail "Docker does not answer." \
  "Start it (Docker Desktop, or sudo systemctl start docker); on Linux your user must be in the group docker." "$no_docker"

docker compose up --detach --build --wait || fail "Not everything started." \
  "docker compose ps shows what did not, and docker compose logs NAME why." \
  "A port that is taken can be changed: PORT, DEV_POSTGRES_PORT, DEV_REDIS_PORT and DEV_MAIL_PORT, here or in .env."

say "API        http://localhost:${PORT:-8000} (its documents: /docs)"
say "E-mails    http://localhost:${DEV_MAIL_PORT:-8025}"
say "First key  docker compose logs api"
say "Stop       make dev-down"
