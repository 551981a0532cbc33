package org.curlew.pipeline.web.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.curlew.triage.intake.UkTime;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Times;

/** What was written into a form: only the fields that the form has, stripped and bounded. Blank is null, never "". */
final class Answers {

    private static final int LONGEST = 8_000;

    private final Map<String, String> values = new LinkedHashMap<>();

    Answers(Iterable<Field> fields, Function<String, String> sent) {
        for (Field field : fields) {
            String value = sent.apply(field.name());
            if (value != null && value.length() > LONGEST) {
                throw new RegisterException("form", field.name(), "is longer than " + LONGEST + " characters");
            }
            values.put(field.name(), value == null ? "" : value.strip());
        }
    }

    /** As typed, for showing the form again. */
    Map<String, String> values() {
        return values;
    }

    String text(String name) {
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? null : value;
    }

    boolean yes(String name) {
        return "yes".equals(text(name));
    }

    /** True, false, or null where the answer is "not known". */
    Boolean known(String name) {
        return "YES".equals(text(name)) ? Boolean.TRUE : "NO".equals(text(name)) ? Boolean.FALSE : null;
    }

    LocalDate day(String name) {
        return read(name, LocalDate::parse, "is no date");
    }

    /** An hour that the clocks leap over in spring is refused. */
    Instant time(String name) {
        LocalDateTime local = read(name, LocalDateTime::parse, "is no date with a time");
        try {
            return local == null ? null : UkTime.instant(local);
        } catch (IllegalArgumentException gap) {
            throw new RegisterException("form", name, gap.getMessage());
        }
    }

    /** The end of a day in the UK: what holds until a day holds on it. */
    Instant endOf(String name) {
        LocalDate day = day(name);
        return day == null ? null : day.plusDays(1).atStartOfDay(Times.UK).toInstant();
    }

    Long number(String name) {
        return read(name, Long::valueOf, "choose one of the list");
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        return read(name, t -> Enum.valueOf(type, t), "choose one of the answers");
    }

    private <T> T read(String name, Function<String, T> reader, String wrong) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return reader.apply(value);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new RegisterException("form", name, wrong);
        }
    }
}
