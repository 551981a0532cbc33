package org.curlew.pipeline.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * An entry of the ledger as a sentence, for a reader in court. The sentences are data ({@code ledger-sentences.properties}); the entry
 * itself, with its details and hash, stands beside its sentence and is what counts.
 */
final class LedgerSentences {

    /** A list in a sentence names this many; the details have all. */
    private static final int MOST = 3;

    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern DETAIL = Pattern.compile("\\{([a-zA-Z]+)(\\|words)?}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Properties sentences = new Properties();

    LedgerSentences() {
        try (InputStream in = LedgerSentences.class.getResourceAsStream("/ledger-sentences.properties");
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            sentences.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kinds that have a sentence. */
    Set<String> kinds() {
        return sentences.stringPropertyNames();
    }

    /** @return empty for a kind without a sentence, from a later version for example */
    Optional<String> of(String kind, String details) {
        return Optional.ofNullable(sentences.getProperty(kind)).map(sentence -> fill(sentence, read(details)));
    }

    private static JsonNode read(String details) {
        try {
            return JSON.readTree(details);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static String fill(String sentence, JsonNode details) {
        String shortened = OPTIONAL.matcher(sentence)
                .replaceAll(part -> Matcher.quoteReplacement(whole(part.group(1), details) ? part.group(1) : ""));
        String filled = DETAIL.matcher(shortened)
                .replaceAll(detail ->
                        Matcher.quoteReplacement(value(detail, details).orElse("something")));
        String once = filled.replaceAll("\\.\\.$", ".");
        return Character.toUpperCase(once.charAt(0)) + once.substring(1);
    }

    private static boolean whole(String part, JsonNode details) {
        return DETAIL.matcher(part).results().allMatch(detail -> {
            Matcher again = DETAIL.matcher(detail.group());
            return again.matches() && value(again.toMatchResult(), details).isPresent();
        });
    }

    private static Optional<String> value(java.util.regex.MatchResult detail, JsonNode details) {
        String text = text(details.path(detail.group(1)));
        if (text.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(detail.group(2) == null ? text : words(text));
    }

    private static String text(JsonNode node) {
        if (!node.isArray()) {
            return node.asString("");
        }
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < Math.min(node.size(), MOST); i++) {
            all.append(i == 0 ? "" : ", ").append(node.get(i).asString(""));
        }
        return node.size() > MOST ? all + " and " + (node.size() - MOST) + " more" : all.toString();
    }

    /** "NO_FURTHER_ACTION" and "CustodyTransfer" as "no further action" and "custody transfer". */
    private static String words(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1 $2").replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
