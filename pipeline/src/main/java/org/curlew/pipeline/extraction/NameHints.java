package org.curlew.pipeline.extraction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Which kind of text a name says a text is, by Tika's patterns of names. Nearly all patterns are extensions, so the answer
 * for one ".csv" is that for all; names that another pattern might mean are asked for one by one. Belongs to one thread.
 */
final class NameHints {

    private static final int KEPT = 4096;
    private static final String TEXT = "text/plain";

    private final MimeTypes tika;
    private final Special special;
    private final Map<String, String> byExtension = new HashMap<>();

    NameHints(MimeTypes tika, Special special) {
        this.tika = tika;
        this.special = special;
    }

    /** Patterns that are no extensions. */
    record Special(Set<String> names, Set<String> beginnings, Set<String> ends) {

        static Special of(Element tikaTable) {
            Special special = new Special(new HashSet<>(), new HashSet<>(), new HashSet<>());
            NodeList globs = tikaTable.getElementsByTagName("glob");
            for (int i = 0; i < globs.getLength(); i++) {
                special.add((Element) globs.item(i));
            }
            return special;
        }

        private void add(Element glob) {
            String pattern = glob.getAttribute("pattern").toLowerCase(Locale.ROOT);
            int star = pattern.indexOf('*');
            if (pattern.startsWith("*.") && pattern.indexOf('*', 1) < 0 && pattern.indexOf('?') < 0) {
                return;
            }
            if (!glob.getAttribute("isregex").isEmpty()) {
                names.add(pattern.replace("^", "").replace("$", ""));
            } else if (star < 0) {
                names.add(pattern);
            } else if (star == 0) {
                ends.add(pattern.substring(1));
            } else {
                beginnings.add(pattern.substring(0, star));
            }
        }

        boolean concerns(String lowerCaseName) {
            if (names.contains(lowerCaseName)) {
                return true;
            }
            for (String beginning : beginnings) {
                if (lowerCaseName.startsWith(beginning)) {
                    return true;
                }
            }
            for (String end : ends) {
                if (lowerCaseName.endsWith(end)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Type of a text with a name. */
    String text(String name) {
        if (special.concerns(name.toLowerCase(Locale.ROOT))) {
            return ask(name);
        }
        int dot = name.indexOf('.');
        if (dot < 0) {
            return TEXT;
        }
        String extension = name.substring(dot);
        String type = byExtension.get(extension);
        if (type == null) {
            type = ask(name);
            if (byExtension.size() < KEPT) {
                byExtension.put(extension, type);
            }
        }
        return type;
    }

    private String ask(String name) {
        try {
            Metadata hint = new Metadata();
            hint.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
            MediaType type = tika.detect(null, hint);
            return tika.getMediaTypeRegistry().isSpecializationOf(type, MediaType.TEXT_PLAIN) ? type.toString() : TEXT;
        } catch (java.io.IOException | RuntimeException unrecognised) {
            // A name that Tika stumbles over is no hint.
            return TEXT;
        }
    }
}
