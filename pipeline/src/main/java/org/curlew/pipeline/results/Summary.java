package org.curlew.pipeline.results;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/** The object of {@code summary.json}; its names are a promise to users' scripts. */
@JsonPropertyOrder({
    "exhibit",
    "case",
    "state",
    "image",
    "volumes",
    "files",
    "media",
    "matches",
    "certificate",
    "stages",
    "toolVersion",
    "ruleVersions"
})
record Summary(
        String exhibit,

        @com.fasterxml.jackson.annotation.JsonProperty("case")
        String caseReference,

        String state,
        String reason,
        Image image,
        List<VolumeLine> volumes,
        FilesLine files,
        MediaLine media,
        List<MatchLine> matches,
        Certificate certificate,
        List<StageLine> stages,
        String toolVersion,
        Map<String, String> ruleVersions) {

    record Image(
            String path,
            String format,
            Integer segments,
            Long bytes,
            String md5,
            String sha1,
            String sha256,
            Reference reference,
            String verification,
            Map<String, Object> acquisition) {}

    record Reference(String md5, String sha1, String sha256, String source) {}

    record VolumeLine(
            int index, long offset, long bytes, String fileSystem, String label, String status, String reason) {}

    record FilesLine(
            long found,
            long allocated,
            long deleted,
            long hashed,
            long unreadable,
            long skipped,
            long inArchives,
            long bytesHashed) {}

    record MediaLine(long pictures, long videos, long distinct) {}

    record MatchLine(
            String set,
            String role,
            String version,
            long entries,
            long exact,
            long near,
            Map<String, Long> byCategory) {}

    record Certificate(boolean complete, List<GapLine> gaps) {}

    record GapLine(String kind, String path, long offset, long length, String reason) {}

    record StageLine(String stage, double seconds, long bytes, long files) {}
}
