package org.curlew.pipeline.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A hash set named on the command line: {@code FILE,name=N,role=R,scheme=S}.
 *
 * @param role illegal, known-good or intelligence
 */
record HashSetOption(Path file, String name, String role, String scheme) {

    private static final List<String> ROLES = List.of("illegal", "known-good", "intelligence");

    static HashSetOption parse(String text) {
        String[] parts = text.split(",");
        Map<String, String> values = new LinkedHashMap<>();
        int first = parts.length;
        for (int i = parts.length - 1; i > 0 && parts[i].matches("(name|role|scheme)=.*"); i--) {
            String[] pair = parts[i].split("=", 2);
            if (values.put(pair[0], pair[1]) != null) {
                throw new TypeConversionException("'" + text + "' names " + pair[0] + " twice");
            }
            first = i;
        }
        Map<String, String> named = new HashMap<>(values);
        for (String key : List.of("name", "role", "scheme")) {
            if (named.getOrDefault(key, "").isBlank()) {
                throw new TypeConversionException(
                        "'" + text + "' has no " + key + ": write FILE,name=N,role=R,scheme=S");
            }
        }
        if (!ROLES.contains(named.get("role"))) {
            throw new TypeConversionException(
                    "'" + text + "' has the role " + named.get("role") + ": it must be one of " + ROLES);
        }
        String file = String.join(",", Arrays.copyOf(parts, first));
        return new HashSetOption(Path.of(file), named.get("name"), named.get("role"), named.get("scheme"));
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<HashSetOption> {
        @Override
        public HashSetOption convert(String value) {
            return parse(value);
        }
    }
}
