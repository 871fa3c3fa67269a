-- oldest code: 0001
-- Searches go by the text without its accents; rows that older code writes meanwhile are found with them only.
UPDATE "tasks" SET "search_text" = regexp_replace(normalize("search_text", NFD), U&'[\0300-\036F]', '', 'g')
WHERE octet_length("search_text") <> length("search_text");
