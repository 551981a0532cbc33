package org.curlew.pipeline.stages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.DeviceTotals;
import org.curlew.pipeline.near.NearCsv;
import org.curlew.pipeline.results.FilesCsv;
import org.curlew.pipeline.results.MediaVics;
import org.curlew.storage.objects.PrivateFiles;
import org.springframework.stereotype.Service;

/**
 * Writes the list of files and the VICS file of the media; the last stage of the machine. A folder that cannot take them
 * holds the stage, since all that was worked out is kept.
 */
@Service
public class ExportStage implements Stage {

    private final FilesCsv csv;
    private final MediaVics vics;
    private final NearCsv near;
    private final Acquisitions acquisitions;
    private final DeviceTotals totals;
    private final Room room;
    private final DataFolder data;

    public ExportStage(
            FilesCsv csv,
            MediaVics vics,
            NearCsv near,
            Acquisitions acquisitions,
            DeviceTotals totals,
            Room room,
            DataFolder data) {
        this.csv = csv;
        this.vics = vics;
        this.near = near;
        this.acquisitions = acquisitions;
        this.totals = totals;
        this.room = room;
        this.data = data;
    }

    @Override
    public String name() {
        return "export";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) throws IOException {
        Path folder = acquisition.out() == null
                ? data.folder("results").resolve(Long.toString(acquisition.id()))
                : acquisition.out();
        Path list = folder.resolve("files.csv");
        Path media = folder.resolve("media.vics.json");
        try {
            PrivateFiles.folder(folder);
            write(list, half -> csv.write(acquisition.id(), half));
            write(media, half -> vics.write(acquisition, half));
            write(folder.resolve("near.csv"), half -> near.write(acquisition.id(), half));
        } catch (IOException e) {
            if (e.getCause() instanceof java.sql.SQLException) {
                throw e;
            }
            return Ending.hold(
                    null,
                    "the results cannot be written to " + folder + " (" + e.getMessage()
                            + "): make room there; nothing is lost, only this stage is done again");
        }
        return Ending.onward(null, "files.csv, near.csv and media.vics.json written")
                .over(
                        Files.size(list) + Files.size(media),
                        totals.files(acquisition.id()).found())
                .with(Map.of("folder", folder.toString()))
                .storing(() -> {
                    acquisitions.finish(acquisition.id());
                    room.release(acquisition, "the machine's part is done");
                });
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    /** A reader never sees a half-written file under the promised name. */
    private static void write(Path target, Writing writing) throws IOException {
        Path half = target.resolveSibling(target.getFileName() + ".part");
        try {
            writing.to(half);
            Files.move(half, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }
}
