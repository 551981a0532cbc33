package org.curlew.pipeline.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.objects.EmbeddedObjectServer;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.S3ObjectStore;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class ExhibitMediaTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir
    private Path folder;

    @Test
    void an_exhibits_media_are_each_named_once_with_every_exhibit_they_lie_on() {
        Exhibits exhibits = new Exhibits(DATABASE.dataSource());
        long one = exhibits.bookIn("OP-1", "ABC/1", "examiner").id();
        long two = exhibits.bookIn("OP-2", "XYZ/9", "examiner").id();
        found(one, 1, "/a.jpg");
        found(one, 1, "/copy of a.jpg");
        found(one, 2, "/b.jpg");
        found(two, 2, "/c.jpg");
        ExhibitMedia media =
                new ExhibitMedia(DATABASE.jdbc(), new StaticListableBeanFactory().getBeanProvider(ObjectStore.class));

        List<String> all = new ArrayList<>();
        media.media(one, all::addAll);

        assertThat(all).containsExactly(digest(1), digest(2));
        assertThat(media.exhibits(all))
                .hasSize(2)
                .containsEntry(digest(1), Set.of(one))
                .containsEntry(digest(2), Set.of(one, two));
    }

    @Test
    void an_exhibits_image_objects_are_its_own_and_not_those_of_a_number_that_begins_alike() {
        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder);
                ObjectStore store = S3ObjectStore.connect(
                        server.settings("media").withPatience(Duration.ofSeconds(2), Duration.ofSeconds(5)))) {
            store.put(ExhibitMedia.imagePrefix(7) + "abc.E01", ObjectContent.of(new byte[1]));
            store.put(ExhibitMedia.imagePrefix(71) + "abc.E01", ObjectContent.of(new byte[1]));
            StaticListableBeanFactory beans = new StaticListableBeanFactory();
            beans.addBean("store", store);

            assertThat(new ExhibitMedia(DATABASE.jdbc(), beans.getBeanProvider(ObjectStore.class)).imageObjects(7))
                    .containsExactly("images/7/abc.E01");
        }
    }

    private static void found(long exhibit, int number, String path) {
        byte[] sha256 = HexFormat.of().parseHex(digest(number));
        DATABASE.jdbc()
                .sql("insert into content (sha256, md5, sha1, size, mime) values (?, ?, ?, 1, 'image/jpeg') on"
                        + " conflict do nothing")
                .params(sha256, new byte[16], new byte[20])
                .update();
        DATABASE.jdbc()
                .sql("insert into occurrence (exhibit_id, sha256, volume, path, allocated, deleted, orphan) values"
                        + " (?, ?, 0, ?, true, false, false)")
                .params(exhibit, sha256, path)
                .update();
    }

    private static String digest(int number) {
        return "%064x".formatted(number);
    }
}
