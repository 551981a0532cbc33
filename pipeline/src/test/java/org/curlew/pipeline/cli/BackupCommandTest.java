package org.curlew.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.curlew.pipeline.application.Application;
import org.curlew.storage.backup.Restore;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class BackupCommandTest {

    private static final byte[] MEDIA = "a picture".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void a_destroyed_data_folder_comes_back_and_a_broken_restore_is_not_served() throws Exception {
        Path data = folder.resolve("data");
        Path backup = folder.resolve("backup");
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(MEDIA));
        try (Application application = Application.start(data, Map.of());
                PackWriter writer = application.get(MediaPacks.class).writer("test")) {
            writer.put(sha256, MEDIA.length, new ByteArrayInputStream(MEDIA));
            writer.flush();
        }

        assertThat(run("backup", "--out", backup, data)).isEqualTo(ExitCodes.COMPLETE);
        assertThat(run("restore", "--from", backup, data)).isEqualTo(ExitCodes.REFUSED);
        FileSystemUtils.deleteRecursively(data);
        assertThat(run("backup", "--out", folder.resolve("other"), data)).isEqualTo(ExitCodes.REFUSED);
        assertThat(run("restore", "--from", backup, data)).isEqualTo(ExitCodes.COMPLETE);

        try (Application application = Application.start(data, Map.of())) {
            assertThat(application.get(MediaPacks.class).read(sha256)).isEqualTo(MEDIA);
        }
        Files.createFile(data.resolve(Restore.MARK));
        assertThat(run("backup", "--out", folder.resolve("other"), data)).isEqualTo(ExitCodes.REFUSED);
    }

    private static int run(String command, String option, Path path, Path data) {
        return CurlewCommand.execute(command, option, path.toString(), "--data", data.toString());
    }
}
