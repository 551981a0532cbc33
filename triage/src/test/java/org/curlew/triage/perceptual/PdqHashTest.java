package org.curlew.triage.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PdqHashTest {

    @Property
    void text_and_hash_are_the_same_thing(@ForAll long a, @ForAll long b, @ForAll long c, @ForAll long d) {
        PdqHash hash = new PdqHash(a, b, c, d);

        assertThat(PdqHash.parse(hash.hex())).isEqualTo(hash);
        assertThat(PdqHash.parse(hash.hex().toUpperCase(Locale.ROOT))).isEqualTo(hash);
        assertThat(hash.hex()).matches("[0-9a-f]{64}");
    }

    @Property
    void distance_is_the_number_of_differing_bits(
            @ForAll long a, @ForAll long b, @ForAll long c, @ForAll long d, @ForAll long e) {
        PdqHash one = new PdqHash(a, b, c, d);
        PdqHash other = new PdqHash(d, e, a, b);

        int differing = new BigInteger(one.hex(), 16)
                .xor(new BigInteger(other.hex(), 16))
                .bitCount();
        assertThat(one.distance(other)).isEqualTo(differing);
        assertThat(one.bitCount()).isEqualTo(new BigInteger(one.hex(), 16).bitCount());
    }

    @Example
    void the_published_pair_is_120_apart() {
        PdqHash original = PdqHash.parse("f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22");
        PdqHash turned = PdqHash.parse("30a10efd71cc3d429013d48d0ffffc52e34e0e17ada952a9d29685211ea9e5af");

        assertThat(original.distance(turned)).isEqualTo(120);
    }

    @Example
    void text_that_is_no_hash_is_refused() {
        assertThatThrownBy(() -> PdqHash.parse("f8")).hasMessageContaining("64 hexadecimal digits");
        assertThatThrownBy(() -> PdqHash.parse("g".repeat(64))).hasMessageContaining("hexadecimal");
    }
}
