package org.curlew.pipeline.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class NamesTest {

    @Property
    void text_says_it_all_or_the_bytes_are_kept(@ForAll byte[] folder, @ForAll byte[] name) {
        Names names = Names.ROOT.with(folder).slash().with(name);
        byte[] expected = new byte[folder.length + name.length + 2];
        expected[0] = '/';
        System.arraycopy(folder, 0, expected, 1, folder.length);
        expected[folder.length + 1] = '/';
        System.arraycopy(name, 0, expected, folder.length + 2, name.length);

        byte[] kept = names.bytes() == null ? names.text().getBytes(StandardCharsets.UTF_8) : names.bytes();
        assertThat(kept).isEqualTo(expected);
    }

    @Property
    void valid_text_is_never_kept_twice(@ForAll String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        Names names = Names.ROOT.with(bytes);

        assertThat(names.bytes()).isNull();
        assertThat(names.text()).isEqualTo("/" + new String(bytes, StandardCharsets.UTF_8));
    }
}
