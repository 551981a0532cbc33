package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.imageio.ImageIO;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.storage.packs.MediaPacks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a grader reveals of one media, and what stays of it: an act in their own time and in the ledger. */
@WithServed
class RevealTest {

    private static final String GRADER = "revealing-grader";

    private static Served served;
    private static String picture;
    private static String sha256;
    private static GraderTime time;

    @BeforeAll
    static void a_picture_of_the_sample_and_a_grader() {
        served = Served.instance();
        time = new GraderTime(served, served.exhibitCase());
        sha256 = served.jdbc()
                .sql("""
                        select encode(o.sha256, 'hex') from occurrence o join content c on c.sha256 = o.sha256
                        where o.exhibit_id = ? and c.mime = 'image/jpeg' order by 1 limit 1
                        """)
                .param(served.exhibit())
                .query(String.class)
                .single();
        picture = "/grading/" + served.exhibitCase() + "/pictures/" + sha256;
        served.person(GRADER, "Rae Example", Set.of(Role.GRADER), Set.of(Viewer.EVERY_TEAM));
    }

    @Test
    void a_picture_is_grey_until_its_colour_is_asked_for_and_then_grey_again() throws IOException {
        Visitor grader = served.signedIn(GRADER);

        assertThat(colours(grader.bytes(picture + "?large=true"))).isOne();
        HttpResponse<byte[]> coloured = grader.bytes(picture + "?large=true&colour=true");
        assertThat(colours(coloured)).isEqualTo(3);
        assertThat(coloured.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(coloured.body()).isNotEqualTo(served.get(MediaPacks.class).read(sha256));
        assertThat(new String(coloured.body(), StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
        assertThat(colours(grader.bytes(picture + "?large=true"))).isOne();
    }

    @Test
    void each_reveal_is_an_act_in_the_graders_time_and_in_the_ledger() {
        Visitor grader = served.signedIn(GRADER);
        long coloured = entries("MEDIA_COLOURED");
        long sharp = entries("MEDIA_REVEALED");
        int before = time.acts(GRADER).size();

        grader.bytes(picture + "?large=true");
        grader.bytes(picture + "?large=true&colour=true");
        grader.bytes(picture + "?large=true&colour=true&reveal=true");

        assertThat(time.acts(GRADER).subList(before, time.acts(GRADER).size()))
                .containsExactly("ENLARGED", "COLOURED", "COLOURED", "SHARPENED");
        assertThat(entries("MEDIA_COLOURED")).isEqualTo(coloured + 2);
        assertThat(entries("MEDIA_REVEALED")).isEqualTo(sharp + 1);
        assertThat(served.signedIn("welfare").get("/welfare").body()).contains("In colour");
    }

    @Test
    void nothing_is_revealed_of_a_case_that_is_not_ones_own_or_of_a_media_that_is_not_the_cases() {
        long coloured = entries("MEDIA_COLOURED");

        String elsewhere = "/grading/" + served.teamCase() + "/pictures/" + sha256 + "?colour=true";
        assertThat(served.signedIn("outsider").bytes(elsewhere).statusCode()).isEqualTo(403);
        assertThat(served.signedIn(GRADER).bytes(elsewhere).statusCode()).isEqualTo(404);
        assertThat(entries("MEDIA_COLOURED")).isEqualTo(coloured);
    }

    private static int colours(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        return ImageIO.read(new ByteArrayInputStream(answer.body()))
                .getColorModel()
                .getNumColorComponents();
    }

    private static long entries(String kind) {
        return served.jdbc().sql("""
                        select (select count(*) from ledger_entry where kind = ?)
                             + (select count(*) from ledger_pending where kind = ?)
                        """).params(kind, kind).query(Long.class).single();
    }
}
