#!/usr/bin/env bats

@test "the scripts of ops are executable" {
  for script in "$BATS_TEST_DIRNAME"/../../ops/*.sh; do
    [ -x "$script" ]
  done
}
