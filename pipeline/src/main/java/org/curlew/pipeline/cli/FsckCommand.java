package org.curlew.pipeline.cli;

import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.imagestore.ImageCheck;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreException;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackCheck;
import org.curlew.storage.packs.PackCompaction;
import org.curlew.storage.packs.PackException;
import org.curlew.storage.packs.PackReport;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew fsck}: what the database says of the object store against what lies there. */
@Command(
        name = "fsck",
        mixinStandardHelpOptions = true,
        description = "Compares every pack and every stored image with the database: missing, damaged, extra, keys.")
final class FsckCommand implements Callable<Integer> {

    /** An object that is younger may be on its way into the database, from another node. */
    private static final Duration GRACE = Duration.ofHours(1);

    private static final Duration STALE_UPLOAD = Duration.ofDays(1);

    /** What is rewritten where only room is wanted: packs of which a quarter or more is dead. */
    private static final double LIVE_PART = 0.75;

    @Option(names = "--names-only", description = "Compare names and sizes, and read no pack.")
    private boolean namesOnly;

    @Option(
            names = "--delete-extra",
            description =
                    "Delete what lies among the packs and the database does not know (packs when they are an hour old), and"
                            + " uploads begun more than a day ago that never ended.")
    private boolean deleteExtra;

    @Option(
            names = "--compact",
            description = "Then rewrite sound packs of which a quarter or more is no longer needed.")
    private boolean compact;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        if (!Files.isDirectory(data.folder())) {
            throw new RefusedException(
                    "There is no data folder " + data.folder() + ": name the one to check with --data");
        }
        try (Application application = data.start()) {
            ObjectStore store = application.get(ObjectStore.class);
            MediaPacks packs = application.get(MediaPacks.class);
            PackCheck check = new PackCheck(store, application.get(JdbcTemplate.class), packs);
            PackReport report = check.check(!namesOnly, GRACE);
            ImageCheck.Report images = application.get(ImageCheck.class).check(store);
            print(report, images);
            store.strangers()
                    .forEach(
                            file -> System.out.println(
                                    "stranger   " + shown(file.toString())
                                            + ": no object, but a link, a pipe or a name that is not text; look at it, then remove it"));
            if (deleteExtra) {
                System.out.println(check.deleteExtra(report) + " extra objects among the packs and "
                        + store.abortStaleUploads(STALE_UPLOAD) + " unfinished uploads were deleted");
            }
            if (compact) {
                compact(packs);
            }
            return report.sound() && images.faults().isEmpty() ? ExitCodes.COMPLETE : ExitCodes.PARTIAL;
        } catch (ObjectStoreException | PackException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }

    private void print(PackReport packs, ImageCheck.Report images) {
        System.out.println(packs.packs() + " packs " + (namesOnly ? "compared by name and size" : "read") + ", "
                + images.parts() + " image parts compared by name and size: "
                + (packs.sound() && images.faults().isEmpty() ? "sound" : "NOT sound"));
        print(packs);
        images.faults().forEach(System.out::println);
        images.extra()
                .forEach(key -> System.out.println("stranger   " + shown(key)
                        + ": nothing of ours has such a name; look at it, then remove it from the store"));
    }

    /** A name on one line, whatever is in it. */
    private static String shown(String name) {
        return name.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** One line for each finding. */
    static void print(PackReport packs) {
        packs.missing().forEach(key -> System.out.println("missing    " + key));
        packs.damaged()
                .forEach(pack -> System.out.println("damaged    " + pack.objectKey() + ": " + pack.what() + "; "
                        + pack.media().size() + " media cannot be read"));
        packs.missingKeys()
                .forEach(key -> System.out.println("no key     " + key
                        + ": packs are wrapped with it and cannot be opened; restore its file NNNN-" + key
                        + ".key into keys/packs of the data folder from the key backup"));
        packs.extra().forEach(key -> System.out.println("extra      " + shown(key)));
    }

    private static void compact(MediaPacks packs) {
        PackCompaction.Result result = packs.compaction().compact(System.getProperty("user.name"), LIVE_PART);
        System.out.println(result.rewritten() + " packs rewritten, " + result.freed() + " bytes freed");
        result.left().forEach((key, why) -> System.out.println("left       " + key + ": " + why));
    }
}
