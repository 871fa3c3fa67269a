# The SQL of pg_dump without what a role that owns nothing yet may not run: owners and privileges, and psql's guard,
# which the caller puts around all of it. Rows, quoted texts and bodies of functions pass as they are.
copying { print; if ($0 == "\\.") copying = 0; next }
!body && !quoted {
  if ($0 ~ /^\\(un)?restrict [A-Za-z0-9]+$/) next
  if ($0 ~ /^(GRANT|REVOKE|ALTER DEFAULT PRIVILEGES) .*;$/ || $0 ~ /^ALTER [A-Z ]+ .* OWNER TO [^;]+;$/) next
  if ($0 ~ /^--/) { print; next }
  if ($0 ~ /^COPY .* FROM stdin;$/) { copying = 1; print; next }
}
{
  print
  line = $0
  while (line != "") {
    if (body) {
      at = index(line, tag)
      if (!at) break
      line = substr(line, at + length(tag)); body = 0
    } else if (quoted) {
      at = index(line, "'")
      if (!at) break
      line = substr(line, at + 1); quoted = 0
    } else if (match(line, /'|\$[A-Za-z_]*\$/)) {
      tag = substr(line, RSTART, RLENGTH); line = substr(line, RSTART + RLENGTH)
      if (tag == "'") quoted = 1; else body = 1
    } else break
  }
}
