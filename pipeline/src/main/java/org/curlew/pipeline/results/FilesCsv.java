package org.curlew.pipeline.results;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HexFormat;
import org.curlew.pipeline.devices.DeviceFiles;
import org.curlew.pipeline.devices.DeviceFiles.Hit;
import org.curlew.pipeline.devices.DeviceFiles.Perceptual;
import org.curlew.pipeline.devices.DeviceFiles.Row;
import org.curlew.pipeline.devices.RowCursor;
import org.curlew.pipeline.worker.FoundFile;
import org.curlew.storage.csv.CsvCell;
import org.curlew.storage.objects.PrivateFiles;
import org.springframework.stereotype.Service;

/** Writes {@code files.csv}: RFC 4180, UTF-8, LF, one row a file found, sorted by volume and path. */
@Service
public class FilesCsv {

    private static final String HEADER = "volume,path,size,allocated,deleted,orphan,container,mime,created,modified,"
            + "accessed,changed,md5,sha1,sha256,pdq,pdq_quality,match_set,match_role,match_category,match_kind,status,"
            + "reason\n";

    private static final HexFormat HEX = HexFormat.of();

    private final DeviceFiles files;

    public FilesCsv(DeviceFiles files) {
        this.files = files;
    }

    /** Writes every file row of the acquisition; memory does not grow with their number. */
    public void write(long acquisitionId, Path target) throws IOException {
        try (BufferedWriter out = PrivateFiles.writer(target);
                RowCursor rows = files.inListOrder(acquisitionId)) {
            out.write(HEADER);
            while (rows.hasNext()) {
                write(out, rows.next());
            }
        }
    }

    private static void write(Writer out, Row row) throws IOException {
        FoundFile f = row.file();
        Hit hit = row.hit();
        Perceptual perceptual = row.perceptual();
        out.write(Integer.toString(f.volume()));
        field(out, f.path());
        field(out, Long.toString(f.size()));
        field(out, Boolean.toString(f.allocated()));
        field(out, Boolean.toString(f.deleted()));
        field(out, Boolean.toString(f.orphan()));
        field(out, f.container());
        field(out, f.mime());
        field(out, f.created());
        field(out, f.modifiedUtc());
        field(out, f.accessed());
        field(out, f.changed());
        field(out, hex(f.md5()));
        field(out, hex(f.sha1()));
        field(out, hex(f.sha256()));
        field(out, perceptual == null ? "" : HEX.formatHex(perceptual.pdq()));
        field(out, perceptual == null ? "" : Integer.toString(perceptual.quality()));
        field(out, hit == null ? "" : hit.setName());
        field(out, hit == null ? "" : hit.role());
        field(out, hit == null || hit.category() == null ? "" : hit.category().toString());
        field(out, hit == null ? "" : hit.kind());
        field(out, f.status().name());
        field(out, f.reason());
        out.write('\n');
    }

    private static String hex(byte[] digest) {
        return digest == null ? "" : HEX.formatHex(digest);
    }

    private static void field(Writer out, String text) throws IOException {
        out.write(',');
        CsvCell.write(out, text);
    }
}
