package org.curlew.triage.vics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VicsStreamingTest {

    private static final String CONTEXT = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata";
    private static final String ROW = "{\"MD5\":\"140dcf8bbd1f46f2ae0f78824eb7a6d5\",\"Category\":1},";

    /** What a reader may hold back of a document: its buffers. */
    private static final long BUFFERS = 1 << 20;

    /** A head and then rows without end. */
    private static final class Endless extends InputStream {

        private final byte[] head;
        private final byte[] row = ROW.getBytes(StandardCharsets.US_ASCII);
        private long given;

        Endless(String head) {
            this.head = head.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            int value = given < head.length ? head[(int) given] : row[(int) ((given - head.length) % row.length)];
            given++;
            return value;
        }
    }

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @CsvSource({"'#Media','['", "'#Cases','[{\"CaseID\":\"1\",\"Media\":['"})
    void a_document_without_an_end_is_handed_on_row_by_row(String kind, String before) {
        Endless in = new Endless("{\"@odata.context\":\"" + CONTEXT + kind + "\",\"value\":" + before);
        long[] rows = new long[1];
        VicsHandler handler = new VicsHandler() {
            @Override
            public void media(VicsMedia media, VicsPosition position) {
                assertThat(in.given - position.byteOffset()).isLessThan(BUFFERS);
                if (++rows[0] == 300_000) {
                    throw new Enough();
                }
            }
        };

        assertThatThrownBy(() -> VicsReader.ofDigests().read(in, "endless", handler))
                .isInstanceOf(Enough.class);
        assertThat(rows[0]).isEqualTo(300_000);
    }

    @Test
    void counts_in_the_head_of_a_case_are_told_and_not_believed() throws IOException {
        Collected read = Collected.read("{\"@odata.context\":\"" + CONTEXT
                + "#Cases\",\"value\":[{\"CaseID\":\"1\",\"TotalMediaFiles\":7,\"TotalPrecategorized\":\"5\",\"Media\":["
                + ROW + ROW.replace("1}", "null,\"IsPrecategorized\":true}").replace(",{", "") + "{}]}]}");

        assertThat(read.cases.getFirst().totalMediaFiles()).isEqualTo(7);
        assertThat(read.cases.getFirst().totalPrecategorized()).isEqualTo(5);
        assertThat(read.summary.media()).isEqualTo(2);
        assertThat(read.summary.rejected()).isEqualTo(1);
        assertThat(read.media.get(1).isPrecategorized()).isTrue();
        assertThat(read.media.get(1).category()).as("a mark is no grade").isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://github.com/ICMEC/ProjectVic/DataModels/1.1.xml#Cases, V1_1, CASES,",
        "http://github.com/ICMEC/ProjectVic/DataModels/1.2.xml#Media, V1_2, MEDIA,",
        "http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media, V1_3, MEDIA,",
        "http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Cases, V1_3, CASES,",
        "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Cases, V2_0, CASES, UK",
        "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/US/$metadata#Media, V2_0, MEDIA, US",
        "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media, V2_0, MEDIA, Default",
        "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/CUSTOM/$metadata#Cases, V2_0, CASES, CUSTOM",
        "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UNKNOWN/$metadata#Cases, V2_0, CASES, UNKNOWN",
    })
    void every_context_in_use_tells_version_kind_and_region(
            String context, VicsVersion version, VicsKind kind, String region) {
        VicsHeader header = VicsHeader.parse(context);

        assertThat(header.version()).isEqualTo(version);
        assertThat(header.kind()).isEqualTo(kind);
        assertThat(header.region()).isEqualTo(region);
    }
}
