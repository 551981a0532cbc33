package org.curlew.pipeline.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.junit.jupiter.api.Test;

class UnopenedTest {

    @Test
    void every_type_is_one_that_the_extraction_can_tell_and_none_is_a_picture_or_an_archive_that_is_opened()
            throws MimeTypeException {
        List<String> types =
                Arrays.stream(Unopened.names()).filter(n -> n.contains("/")).toList();
        assertThat(types).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        for (String type : types) {
            assertThat(MimeTypes.getDefaultMimeTypes().getRegisteredMimeType(type))
                    .as(type)
                    .isNotNull();
            assertThat(type)
                    .doesNotStartWith("image/")
                    .doesNotStartWith("video/")
                    .isNotIn("application/zip", "application/x-tar", "application/gzip", "application/x-7z-compressed");
        }
    }

    @Test
    void counts_are_said_in_words_by_kind() {
        Map<Unopened, Long> counts = new EnumMap<>(Unopened.class);
        assertThat(Unopened.words(counts)).isEmpty();
        counts.put(Unopened.DATABASE, 14L);
        counts.put(Unopened.DISK_IMAGE, 1L);
        assertThat(Unopened.words(counts)).isEqualTo("14 databases, 1 disk image");
        for (Unopened kind : Unopened.values()) {
            assertThat(Arrays.stream(Unopened.names()).anyMatch(name -> Unopened.of(name) == kind))
                    .as(kind.name())
                    .isTrue();
        }
    }
}
