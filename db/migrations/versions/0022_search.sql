-- A text as it is searched: small letters without accents, simplified characters, and the forms
-- that Unicode has for the sake of other standards as the usual ones.
CREATE FUNCTION search_normal(source text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE STRICT AS $$
DECLARE
    made text := lower(normalize(
        regexp_replace(normalize(source, NFKD), '[\u0300-\u036F]', '', 'g'), NFC));
    traditional text;
    simple text;
BEGIN
    IF made ~ '[\u3400-\u9FFF]' THEN
        SELECT string_agg(character, ''), string_agg(simplified, '') INTO traditional, simple
        FROM han_characters
        WHERE character = ANY (string_to_array(made, NULL)) AND character <> simplified;
        made := coalesce(translate(made, traditional, simple), made);
    END IF;
    RETURN regexp_replace(
        made, '([\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]+)',
        ' \1 ', 'g');
END
$$;

-- What identifies a thing, without what people put between its letters and digits.
CREATE FUNCTION search_code(source text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT left(regexp_replace(lower(normalize(source, NFKC)), '[^[:alnum:]]', '', 'g'), 100)
$$;

-- What a text is found by: its words, also those that are joined by a hyphen as one; of what is
-- written without spaces each pair of characters, and the last one.
CREATE FUNCTION search_lexemes(source text) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE STRICT AS $$
    WITH chunks AS MATERIALIZED (
        SELECT chunk, chunk ~ '^[\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]' AS is_han
        FROM regexp_split_to_table(search_normal(left(source, 50000)), '\s+') AS chunk
    ), found AS (
        SELECT left(word, 100) AS lexeme
        FROM chunks, regexp_split_to_table(chunk, '[^[:alnum:]]+') AS word
        WHERE NOT is_han
        UNION ALL
        SELECT search_code(chunk) FROM chunks
        WHERE NOT is_han AND chunk ~ '[[:alnum:]][^[:alnum:]]+[[:alnum:]]'
        UNION ALL
        SELECT character || coalesce(lead(character) OVER (PARTITION BY place ORDER BY at), '')
        FROM (SELECT chunk, row_number() OVER () AS place FROM chunks WHERE is_han) AS runs,
            string_to_table(chunk, NULL) WITH ORDINALITY AS one (character, at)
    )
    SELECT coalesce(array_agg(DISTINCT lexeme) FILTER (WHERE lexeme <> ''), '{}') FROM found
$$;

-- How what is written in Chinese is typed in letters, from each of its characters on: whole,
-- marked by ~, and by the first letters alone, marked by !.
CREATE FUNCTION search_pinyin(source text) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE STRICT AS $$
DECLARE
    found text[] := '{}';
    run text;
    read text[];
    also text[];
    first text[];
    last integer;
BEGIN
    FOR run IN
        SELECT chunk FROM regexp_split_to_table(search_normal(left(source, 2000)), '\s+') AS chunk
        WHERE chunk ~ '^[\u3400-\u9FFF]'
    LOOP
        SELECT array_agg(coalesce(readings[1], '') ORDER BY at),
            array_agg(readings[2] ORDER BY at),
            array_agg(left(coalesce(readings[1], ''), 1) ORDER BY at)
        INTO read, also, first
        FROM string_to_table(run, NULL) WITH ORDINALITY AS one (said, at)
        LEFT JOIN han_characters ON character = said;
        FOR place IN 1..cardinality(read) LOOP
            last := place + 7;
            found := found || ('~' || array_to_string(read[place:last], ''))
                || ('!' || array_to_string(first[place:last], ''));
            FOR other IN place..least(place + 3, cardinality(read)) LOOP
                IF also[other] IS NOT NULL THEN
                    found := found || ('~' || array_to_string(
                        read[place:other - 1] || also[other] || read[other + 1:last], ''));
                END IF;
            END LOOP;
        END LOOP;
    END LOOP;
    RETURN found;
END
$$;

-- One lexeme as a query of one, as a beginning where it is a prefix. Lexemes hold letters, digits
-- and marks of ours alone.
CREATE FUNCTION search_lexeme(lexeme text, is_prefix boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT '''' || lexeme || '''' || CASE WHEN is_prefix THEN ':*' ELSE '' END
$$;

-- The query, as text, for a word in letters and digits. Where it begins no word that is known, it
-- may be Chinese by its first letters, or mistyped: then the nearest words are meant.
CREATE FUNCTION search_word(word text, is_exact boolean) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE STRICT AS $$
DECLARE
    stem text := coalesce((ts_lexize('pg_catalog.english_stem', word))[1], word);
    wanted text[] := ARRAY[search_lexeme(word, NOT is_exact)];
    root text := CASE WHEN word ^@ stem THEN stem ELSE word END;
    parts text[];
    is_known boolean;
    distance_max integer := CASE WHEN length(word) < 8 THEN 1 ELSE 2 END;
BEGIN
    IF length(stem) > 2 AND stem <> word THEN
        wanted := wanted || search_lexeme(stem, NOT is_exact);
    END IF;
    IF is_exact THEN
        RETURN array_to_string(wanted || search_lexeme(word || 's', false), '|');
    END IF;
    IF word ~ '[0-9]' THEN
        parts := string_to_array(regexp_replace(
            regexp_replace(word, '([0-9])([^0-9])', '\1 \2', 'g'), '([^0-9])([0-9])', '\1 \2', 'g'
        ), ' ');
        IF cardinality(parts) > 1 THEN
            wanted := wanted || ('(' || (
                SELECT string_agg(search_lexeme(part, false), '&') FROM unnest(parts) AS part
            ) || ')');
        END IF;
    ELSIF word ~ '^[a-z]+$' THEN
        is_known := EXISTS (
            SELECT FROM search_words AS known
            WHERE known.word ~>=~ root AND known.word ~<~ (root || '{')
        );
        IF length(word) > 3 OR NOT is_known THEN
            wanted := wanted || search_lexeme('~' || word, true);
        END IF;
        IF NOT is_known AND length(word) BETWEEN 2 AND 8 THEN
            wanted := wanted || search_lexeme('!' || word, true);
        END IF;
        IF NOT is_known AND length(word) > 3 THEN
            wanted := wanted || ARRAY(
                SELECT search_lexeme(near.word, false)
                FROM (
                    SELECT other, distance, min(distance) OVER () AS least
                    FROM (
                        SELECT DISTINCT other, CASE
                            -- Two letters that have changed places are one error.
                            WHEN length(other) = length(word) AND (
                                SELECT string_agg(letter, '' ORDER BY letter)
                                FROM string_to_table(other, NULL) AS letter
                            ) = (
                                SELECT string_agg(letter, '' ORDER BY letter)
                                FROM string_to_table(word, NULL) AS letter
                            ) THEN 1
                            ELSE levenshtein(other, word)
                        END AS distance
                        FROM search_words AS known (id, other)
                        WHERE other ~>=~ 'a' AND other ~<~ '{'
                            AND length(other) BETWEEN length(word) - 2 AND length(word) + 2
                            AND levenshtein_less_equal(other, word, 2) <= 2
                    ) AS close
                ) AS near (word, distance, least)
                WHERE distance = least AND distance <= distance_max
                ORDER BY near.word
                LIMIT 5
            );
        END IF;
    END IF;
    RETURN array_to_string(wanted, '|');
END
$$;

-- The query for what is written without spaces. Each character must stand beside the same one as
-- in the text, before or after it; of an odd number the first or the last may stand alone, so that
-- 保湿霜 is found in 保湿面霜. A pair that no name has may be a slip between words that sound alike.
CREATE FUNCTION search_run(run text, is_exact boolean) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE STRICT AS $$
DECLARE
    count integer := length(run);
    pairs text[] := ARRAY(
        SELECT search_lexeme(substr(run, at, 2), false) FROM generate_series(1, count - 1) AS at
    );
    wanted text[];
    made text;
    sound text;
BEGIN
    IF count = 1 THEN
        RETURN search_lexeme(run, true);
    END IF;
    IF is_exact OR count = 2 THEN
        made := array_to_string(pairs, '&');
    ELSE
        IF count % 2 = 1 THEN
            wanted := ARRAY[
                '(' || pairs[1] || '|' || search_lexeme(left(run, 1), true) || ')',
                '(' || pairs[count - 1] || '|' || search_lexeme(right(run, 1), true) || ')'
            ];
        ELSE
            wanted := ARRAY[pairs[1], pairs[count - 1]];
        END IF;
        FOR at IN 2..count - 1 LOOP
            wanted := wanted || ('(' || pairs[at - 1] || '|' || pairs[at] || ')');
        END LOOP;
        made := array_to_string(wanted, '&');
    END IF;
    IF NOT is_exact AND EXISTS (
        SELECT FROM generate_series(1, count - 1) AS at
        WHERE NOT EXISTS (
            SELECT FROM search_words AS known WHERE known.word = substr(run, at, 2)
        )
    ) THEN
        SELECT string_agg(coalesce(readings[1], ''), '' ORDER BY at) INTO sound
        FROM string_to_table(run, NULL) WITH ORDINALITY AS one (said, at)
        LEFT JOIN han_characters ON character = said;
        IF sound <> '' THEN
            made := '(' || made || ')|' || search_lexeme('~' || sound, true);
        END IF;
    END IF;
    RETURN made;
END
$$;

-- The query for a normal text, of which everything must be found.
CREATE FUNCTION search_phrase(source text, is_exact boolean) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE STRICT AS $$
DECLARE
    wanted text[] := '{}';
    weak text[] := '{}';
    chunk text;
    words text[];
    made text;
BEGIN
    FOR chunk IN SELECT regexp_split_to_table(source, '\s+') LOOP
        IF chunk ~ '^[\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]' THEN
            wanted := wanted || ('(' || search_run(chunk, is_exact) || ')');
            CONTINUE;
        END IF;
        words := ARRAY(
            SELECT left(word, 100) FROM regexp_split_to_table(chunk, '[^[:alnum:]]+') AS word
            WHERE word <> ''
        );
        IF cardinality(words) = 0 THEN
            CONTINUE;
        END IF;
        SELECT string_agg('(' || search_word(word, is_exact) || ')', '&') INTO made
        FROM unnest(words) AS word;
        IF cardinality(words) > 1 THEN
            made := made || '|' || search_lexeme(search_code(chunk), NOT is_exact);
        END IF;
        -- Words as the and of count where there are no others.
        IF cardinality(words) = 1 AND ts_lexize('pg_catalog.english_stem', words[1]) = '{}' THEN
            weak := weak || ('(' || made || ')');
        ELSE
            wanted := wanted || ('(' || made || ')');
        END IF;
    END LOOP;
    RETURN array_to_string(CASE WHEN wanted = '{}' THEN weak ELSE wanted END, '&');
END
$$;

-- What somebody types, as a query. Everything must be found, or a word for it that means the same.
-- An exact one takes no beginnings and guesses nothing: what it finds is what was typed.
CREATE FUNCTION search_query(source text, is_exact boolean DEFAULT false) RETURNS tsquery
LANGUAGE plpgsql STABLE PARALLEL SAFE STRICT AS $$
DECLARE
    typed text := ' ' || search_normal(left(source, 200)) || ' ';
    plain text := regexp_replace(typed, '[^[:alnum:]]+', ' ', 'g');
    wanted text[] := '{}';
    synonym text;
    pattern text;
    made text;
BEGIN
    IF is_exact THEN
        RETURN search_phrase(typed, true)::tsquery;
    END IF;
    FOR synonym IN
        SELECT term FROM (
            SELECT DISTINCT term FROM search_synonyms WHERE position(term IN plain) > 0
        ) AS found
        ORDER BY length(term) DESC, term
    LOOP
        -- Between the words of one may stand anything, and it may be in the plural.
        IF synonym ~ '^[a-z0-9 ]+$' THEN
            pattern := '\m' || replace(synonym, ' ', '[^[:alnum:]]+') || 's?\M';
        ELSE
            pattern := synonym;
        END IF;
        CONTINUE WHEN typed !~ pattern;
        typed := regexp_replace(typed, pattern, ' ', 'g');
        SELECT '(' || string_agg('(' || search_phrase(term, term <> synonym) || ')', '|') || ')'
        INTO made
        FROM (
            SELECT DISTINCT term FROM search_synonyms
            WHERE meaning IN (SELECT meaning FROM search_synonyms WHERE term = synonym)
        ) AS same;
        wanted := wanted || made;
    END LOOP;
    made := search_phrase(typed, false);
    IF made <> '' THEN
        wanted := wanted || made;
    END IF;
    RETURN array_to_string(wanted, '&')::tsquery;
END
$$;

-- Take the words of a name for such that are known.
CREATE FUNCTION search_learn(lexemes text[]) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO search_words (word)
    SELECT lexeme FROM unnest(lexemes) AS lexeme
    WHERE lexeme ~ '^([a-z]{3,}|[\u3400-\u9FFF]{2})$'
        AND NOT EXISTS (SELECT FROM search_words WHERE word = lexeme)
$$;

CREATE FUNCTION describe_party() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    names text := all_texts(NEW.name, NEW.name_translations);
BEGIN
    NEW.search := array_to_tsvector(search_lexemes(names) || search_pinyin(names));
    PERFORM search_learn(search_lexemes(names));
    RETURN NEW;
END
$$;

CREATE TRIGGER describe_party BEFORE INSERT OR UPDATE OF name, name_translations, search ON parties
FOR EACH ROW EXECUTE FUNCTION describe_party();

-- What a product says is described anew when it is changed, once, as the transaction ends: until
-- then `search` is null.
CREATE FUNCTION forget_description() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search := NULL;
    RETURN NEW;
END
$$;

CREATE TRIGGER forget_description
BEFORE UPDATE OF name, name_translations, description, description_translations, owner_id,
    category_id
ON products FOR EACH ROW WHEN (
    (OLD.name, OLD.name_translations, OLD.description, OLD.description_translations, OLD.owner_id,
        OLD.category_id)
    IS DISTINCT FROM
    (NEW.name, NEW.name_translations, NEW.description, NEW.description_translations, NEW.owner_id,
        NEW.category_id)
)
EXECUTE FUNCTION forget_description();

-- And when something changes that hangs on it.
CREATE FUNCTION forget_descriptions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM products
    WHERE id IN (SELECT product_id FROM changed) AND search IS NOT NULL
    ORDER BY id FOR NO KEY UPDATE;
    UPDATE products SET search = NULL
    WHERE id IN (SELECT product_id FROM changed) AND search IS NOT NULL;
    RETURN NULL;
END
$$;

CREATE FUNCTION forget_descriptions_of_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'parties' THEN
        UPDATE products SET search = NULL WHERE owner_id = NEW.id;
    ELSE
        UPDATE products SET search = NULL WHERE category_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER forget_descriptions AFTER UPDATE OF name, name_translations ON parties
FOR EACH ROW WHEN ((OLD.name, OLD.name_translations) <> (NEW.name, NEW.name_translations))
EXECUTE FUNCTION forget_descriptions_of_renamed();

CREATE TRIGGER forget_descriptions AFTER UPDATE OF name, name_translations ON categories
FOR EACH ROW WHEN ((OLD.name, OLD.name_translations) <> (NEW.name, NEW.name_translations))
EXECUTE FUNCTION forget_descriptions_of_renamed();

-- All that a product is found by. Its names are also those of who describes it.
CREATE FUNCTION describe_product() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    product products%ROWTYPE;
    cosmetic cosmetic_details%ROWTYPE;
    jewel jewellery_details%ROWTYPE;
    names text;
    named text[];
    said text;
    numbers text[];
BEGIN
    SELECT * INTO product FROM products WHERE id = NEW.id AND search IS NULL FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT * INTO cosmetic FROM cosmetic_details WHERE product_id = product.id;
    SELECT * INTO jewel FROM jewellery_details WHERE product_id = product.id;
    names := concat_ws(' ', all_texts(product.name, product.name_translations), (
        SELECT all_texts(name, name_translations) FROM parties WHERE id = product.owner_id
    ));
    named := search_lexemes(names);
    SELECT concat_ws(' ',
        all_texts(product.description, product.description_translations),
        (SELECT all_texts(name, name_translations) FROM categories WHERE id = product.category_id),
        all_texts(cosmetic.series, cosmetic.series_translations),
        array_to_string(cosmetic.ingredients, ' '), array_to_string(cosmetic.efficacy, ' '),
        all_texts(jewel.style, jewel.style_translations),
        all_texts(jewel.material, jewel.material_translations),
        all_texts(jewel.craft, jewel.craft_translations),
        all_texts(jewel.gem, jewel.gem_translations),
        cosmetic.filing_number, jewel.certificate_number,
        string_agg(concat_ws(' ', code, gtin, all_texts(name, name_translations)), ' '
            ORDER BY code)
    ), array_agg(search_code(code)) || array_agg(search_code(gtin))
        || search_code(cosmetic.filing_number) || search_code(jewel.certificate_number)
    INTO said, numbers FROM skus WHERE product_id = product.id;
    UPDATE products SET
        search_names = array_to_tsvector(named || search_pinyin(names)),
        search = array_to_tsvector(named || search_pinyin(names) || search_lexemes(said)),
        search_codes = ARRAY(
            SELECT DISTINCT number FROM unnest(numbers) AS number WHERE number <> ''
        ),
        search_attributes =
            ARRAY(SELECT DISTINCT 'efficacy:' || one FROM unnest(cosmetic.efficacy) AS one)
            || array_remove(ARRAY[
                'material:' || jewel.material, 'gem:' || jewel.gem,
                CASE WHEN jewel.certificate_number <> '' OR EXISTS (
                    SELECT FROM documents
                    WHERE product_id = product.id AND kind = 'CERTIFICATE'
                ) THEN 'certificate:yes' END
            ], NULL)
    WHERE id = product.id;
    PERFORM search_learn(named);
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER describe_product AFTER INSERT OR UPDATE ON products
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.search IS NULL)
EXECUTE FUNCTION describe_product();

-- How much a product is liked, by what everybody may know: its ratings. Of few that says little.
CREATE FUNCTION weigh_rating() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    count integer := (SELECT sum(one) FROM unnest(NEW.stars) AS one);
    total integer := (
        SELECT sum(one * at) FROM unnest(NEW.stars) WITH ORDINALITY AS counted (one, at)
    );
BEGIN
    UPDATE products SET popularity = CASE WHEN count = 0 THEN 0
        ELSE 100 * (total + 15) / (count + 5) + least(count, 99) END
    WHERE id = NEW.product_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER weigh_rating AFTER INSERT OR UPDATE ON product_ratings
FOR EACH ROW EXECUTE FUNCTION weigh_rating();
