package org.curlew.storage.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.erdtman.jcs.JsonCanonicalizer;

class CanonicalJsonTest {

    @Property(tries = 500)
    void what_is_written_is_what_the_rfc_8785_library_makes_of_it(@ForAll("objects") Map<String, Object> value)
            throws IOException {
        String written = CanonicalJson.of(value);

        assertThat(new JsonCanonicalizer(written).getEncodedString()).isEqualTo(written);
    }

    @Example
    void keys_are_sorted_and_numbers_are_as_ecmascript_writes_them() {
        assertThat(CanonicalJson.of(Map.of("b", 1e21, "a", 0.1 + 0.2, "\u20ac", -0.0, "1", List.of(true, 1000000))))
                .isEqualTo("{\"1\":[true,1000000],\"a\":0.30000000000000004,\"b\":1e+21,\"\u20ac\":0}");
    }

    @Example
    void a_number_that_no_double_holds_becomes_a_text() {
        assertThat(CanonicalJson.of(List.of((1L << 53) + 1, 1L << 53)))
                .isEqualTo("[\"9007199254740993\",9007199254740992]");
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(12).filter(CanonicalJsonTest::whole);
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                texts.map(text -> (Object) text),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.doubles().map(number -> (Object) number),
                Arbitraries.of(true, false).map(bool -> (Object) bool));
        Arbitrary<Object> values = Arbitraries.oneOf(
                leaves,
                leaves.list().ofMaxSize(4).map(list -> (Object) list),
                Arbitraries.maps(texts, leaves).ofMaxSize(4).map(map -> (Object) map));
        return Arbitraries.maps(texts, values).ofMaxSize(6);
    }

    /** The library does not take half a surrogate pair, which we replace. */
    private static boolean whole(String text) {
        return text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }
}
