#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031,SC2154

load support/backups
load support/servers

setup_file() { make_seed; }
teardown_file() { drop_seed; }
setup() { make_house; }
teardown() { tear_down_house; }

@test "red: a dump of a newer PostgreSQL" {
  a_plain_dump
  sed -i 's/^-- Dumped from database version .*/-- Dumped from database version 99.1/' "$FILE"
  refused 5 'from PostgreSQL 99.1'
}

@test "red: a dump of something else" {
  FILE="$BATS_TEST_TMPDIR/other.sql"
  dump_of postgres "$FILE"
  refused 3 "not SparkOne's"
}

@test "a .sql without a manifest is restored and booted; that it was not compared has its own exit code" {
  a_plain_dump
  with_sparkone
  refused 8 'contents not compared'
}

@test "a .sql with a manifest is compared" {
  a_plain_dump
  cp "$GOOD.manifest.json" "$FILE.manifest.json"
  believable
  verify "$FILE"
  [ "$status" -eq 0 ]
  sed -i 's/^7\tTarefa 7\t/7\tTarefa 9\t/' "$FILE"
  believable
  rm "$METRICS"
  refused 6 'public.tasks: the contents differ'
}

@test "red: a .sql cut short" {
  a_plain_dump
  head -n -12 "$FILE" >"$FILE.draft"
  mv "$FILE.draft" "$FILE"
  refused 4 "last line is missing"
}

@test "red: a .sql with an error" {
  a_plain_dump
  sed -i '0,/^CREATE TABLE public.tasks/s//CREATE TABEL public.tasks/' "$FILE"
  refused 4 'could not be loaded whole'
}

@test "an error in a row does not put the row into the log" {
  a_plain_dump
  sed -i 's/^7\tTarefa 7\t/seven\tTarefa 7\t/' "$FILE"
  refused 4 'could not be loaded whole'
  [[ $output == *error* || $output == *ERROR* ]]
  [[ $output != *Tarefa* ]]
  [[ $output != *seven* ]]
}
