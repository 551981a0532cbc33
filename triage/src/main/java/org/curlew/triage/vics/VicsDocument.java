package org.curlew.triage.vics;

import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/** Walks one document from its root: head, rows, cases; hands each row on as soon as it is read. */
final class VicsDocument {

    private static final int MOST_AT_ONCE = 1024;

    private final VicsTokens tokens;
    private final VicsHandler handler;
    private final VicsMediaParser mediaParser;
    private final VicsSource source;

    private int cases;
    private long media;
    private long rejected;
    private boolean sawValue;
    private boolean mislabelled;
    private String headerField;

    /** @param source from where reading can go on anywhere; null where rows are read by the parser alone */
    VicsDocument(VicsTokens tokens, VicsHandler handler, boolean digestsOnly, VicsSource source) {
        this.source = source;
        this.tokens = tokens;
        this.handler = handler;
        this.mediaParser = new VicsMediaParser(tokens, digestsOnly);
    }

    /** The field of a case's head that was read last, while the head is being read; null elsewhere. */
    String headerField() {
        return headerField;
    }

    VicsSummary read() throws VicsException {
        JsonToken root = tokens.parser.nextToken();
        if (root == null) {
            throw notVics("the file is empty");
        } else if (root == JsonToken.START_ARRAY) {
            tokens.finding(
                    VicsFinding.Kind.CONTEXT, null, null, "a bare list without a context; version and kind unknown");
            handler.header(VicsHeader.NONE);
            rows();
            sawValue = true;
        } else if (root == JsonToken.START_OBJECT) {
            root();
        }
        if (!sawValue) {
            throw notVics("there is no list named value at its root");
        }
        if (tokens.header.version() == VicsVersion.UNKNOWN && media == 0 && rejected > 0) {
            throw notVics("it has no known context and no row has a digest");
        }
        requireEnd();
        return new VicsSummary(tokens.header, cases, media, rejected);
    }

    /** What follows the document need not be JSON at all: the document before it is whole, and still it is not what was sent. */
    private void requireEnd() throws VicsException {
        long end = tokens.offset(tokens.parser.currentLocation());
        JacksonException noJson = null;
        try {
            if (tokens.parser.nextToken() == null) {
                return;
            }
        } catch (JacksonIOException e) {
            throw e;
        } catch (JacksonException e) {
            noJson = e;
        }
        throw new VicsException(
                VicsException.Reason.MALFORMED,
                end,
                "more content after the end of the document at byte " + end
                        + "; a file holds one document: remove what follows it, or export it again",
                noJson);
    }

    private static VicsException notVics(String why) {
        return new VicsException(VicsException.Reason.NOT_VICS, 0, "not a VICS file: " + why, null);
    }

    private void root() {
        boolean announced = false;
        String name;
        while ((name = tokens.parser.nextName()) != null) {
            tokens.parser.nextToken();
            switch (name.toLowerCase(Locale.ROOT)) {
                case "odata.metadata", "@odata.context" -> {
                    String context = tokens.text(name);
                    tokens.header = context == null ? VicsHeader.NONE : VicsHeader.parse(context);
                    if (announced) {
                        tokens.finding(VicsFinding.Kind.CONTEXT, name, context, "the context stands after the rows");
                    } else if (tokens.header.version() == VicsVersion.UNKNOWN) {
                        tokens.finding(VicsFinding.Kind.CONTEXT, name, context, "the context names no known version");
                    }
                    handler.header(tokens.header);
                    announced = true;
                }
                case "value" -> {
                    sawValue = true;
                    if (!announced) {
                        tokens.finding(VicsFinding.Kind.CONTEXT, name, null, "no context before the rows");
                        handler.header(tokens.header);
                        announced = true;
                    }
                    rows();
                }
                default -> tokens.unknown("root", name);
            }
        }
    }

    /** The rows of the root, cases or media. A row shows by its fields which it is; the context is believed where they do not say. */
    private void rows() {
        boolean plain = source != null
                && tokens.header.kind() == VicsKind.MEDIA
                && tokens.parser.currentToken() == JsonToken.START_ARRAY
                && source.sound();
        if (!plain) {
            objects("value", this::caseOrMedia);
        } else if (alternating()) {
            while (tokens.parser.nextToken() != JsonToken.END_ARRAY) {
                entry("value", this::caseOrMedia);
            }
        }
    }

    /**
     * Reads what it can without the parser. The parser reads a row where it must, then two, four and more at once as long as the rows
     * between do not get more: starting it costs some rows' time.
     *
     * @return false where the list's end has been read; else the parser has to read the rest of the list
     */
    private boolean alternating() {
        PlainRows rows = new PlainRows(source.file(), tokens.header.version());
        long at = tokens.offset(tokens.parser.currentLocation());
        boolean behindRow = false;
        int atOnce = 1;
        while (true) {
            long before = media;
            long on = source.plain(rows, at, behindRow, offset -> {
                tokens.mediaIndex++;
                media++;
                handler.plain(rows.row(), new VicsPosition(-1, tokens.mediaIndex, offset));
            });
            if (on >= 0) {
                source.reopen(tokens, on);
            }
            atOnce = media - before > atOnce ? 1 : Math.min(2 * atOnce, MOST_AT_ONCE);
            for (int i = 0; i < atOnce; i++) {
                if (tokens.parser.nextToken() == JsonToken.END_ARRAY) {
                    return false;
                }
                entry("value", this::caseOrMedia);
            }
            if (!source.sound()) {
                return true;
            }
            at = tokens.offset(tokens.parser.currentLocation());
            behindRow = true;
        }
    }

    private void objects(String list, Runnable object) {
        JsonToken token = tokens.parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            while (tokens.parser.nextToken() != JsonToken.END_ARRAY) {
                entry(list, object);
            }
        } else if (token == JsonToken.START_OBJECT) {
            tokens.finding(VicsFinding.Kind.WRONG_TYPE, list, null, list + " is an object, read as a list of one");
            object.run();
        } else if (token != JsonToken.VALUE_NULL) {
            tokens.finding(VicsFinding.Kind.UNREADABLE_VALUE, list, tokens.parser.getString(), list + " is not a list");
        }
    }

    private void entry(String list, Runnable object) {
        if (tokens.parser.currentToken() == JsonToken.START_OBJECT) {
            object.run();
        } else {
            tokens.mediaIndex++;
            reject(tokens.position(), "an entry of " + list + " is not an object");
            tokens.skip();
        }
    }

    private void media() {
        tokens.mediaIndex++;
        VicsPosition start = tokens.position();
        deliver(mediaParser.parse(), start);
    }

    private void deliver(VicsMedia row, VicsPosition start) {
        String sha256 = row.alternativeHashes().isEmpty() ? null : row.sha256().orElse(null);
        boolean usable = sha256 != null && Hex.isHex(sha256, 64);
        if (sha256 != null && !usable) {
            tokens.finding(
                    VicsFinding.Kind.BAD_DIGEST,
                    start,
                    "AlternativeHashes",
                    sha256,
                    "SHA256 is not 64 hex digits; not used");
        }
        if (row.md5() == null && row.sha1() == null && !usable) {
            reject(start, "media row without a usable MD5, SHA-1 or SHA-256");
        } else {
            media++;
            handler.media(row, start);
        }
    }

    private void reject(VicsPosition position, String message) {
        rejected++;
        tokens.finding(VicsFinding.Kind.REJECTED_ROW, position, null, null, message);
    }

    private void caseOrMedia() {
        long offset = tokens.offset();
        VicsCase.Builder caseObject = VicsCase.builder();
        VicsMedia.Builder row = VicsMedia.builder();
        VicsFields fields = null;
        mediaParser.begin();
        tokens.caseIndex = cases;
        String written;
        while ((written = tokens.parser.nextName()) != null) {
            VicsFields candidates = fields == null ? fieldsOf(written) : fields;
            headerField = candidates == VicsFields.CASE ? written : null;
            String name = candidates.resolve(tokens, written);
            if (name != null && fields == null) {
                fields = candidates;
                tokens.mediaIndex += fields == VicsFields.MEDIA ? 1 : 0;
                tokens.caseIndex = fields == VicsFields.MEDIA ? -1 : cases;
            }
            if (name == null) {
                continue;
            } else if (fields == VicsFields.MEDIA) {
                mediaParser.field(name, row);
            } else if (name.equals("Media")) {
                headerField = null;
                objects(name, this::media);
            } else {
                caseField(name, caseObject);
            }
        }
        headerField = null;
        boolean isCase = fields == VicsFields.CASE || fields == null && tokens.header.kind() == VicsKind.CASES;
        tokens.caseIndex = -1;
        if (isCase) {
            noteMislabelled(VicsKind.CASES);
            handler.caseObject(caseObject.build(), new VicsPosition(cases, -1, offset));
            cases++;
        } else {
            noteMislabelled(VicsKind.MEDIA);
            tokens.mediaIndex += fields == null ? 1 : 0;
            deliver(row.build(), new VicsPosition(-1, tokens.mediaIndex, offset));
        }
    }

    private void noteMislabelled(VicsKind found) {
        VicsKind stated = tokens.header.kind();
        if (!mislabelled && stated != VicsKind.UNKNOWN && stated != found) {
            mislabelled = true;
            tokens.finding(
                    VicsFinding.Kind.CONTEXT,
                    null,
                    tokens.header.context(),
                    "the context says " + stated + ", the rows are " + found);
        }
    }

    private VicsFields fieldsOf(String written) {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "media",
                    "casemetadata",
                    "caseid",
                    "casenumber",
                    "seizuredate",
                    "totalmediafiles",
                    "totalprecategorized",
                    "contactorganization",
                    "contactname",
                    "contactphone",
                    "contactemail",
                    "contacttitle",
                    "sourceapplicationname",
                    "sourceapplicationversion" -> VicsFields.CASE;
            case "identifiers" -> tokens.header.kind() == VicsKind.CASES ? VicsFields.CASE : VicsFields.MEDIA;
            default -> VicsFields.MEDIA;
        };
    }

    private void caseField(String name, VicsCase.Builder row) {
        switch (name) {
            case "CaseID" -> row.caseId(caseId(tokens.text(name)));
            case "CaseNumber" -> row.caseNumber(tokens.text(name));
            case "ContactOrganization" -> row.contactOrganization(tokens.text(name));
            case "ContactName" -> row.contactName(tokens.text(name));
            case "ContactPhone" -> row.contactPhone(tokens.text(name));
            case "ContactEmail" -> row.contactEmail(tokens.text(name));
            case "ContactTitle" -> row.contactTitle(tokens.text(name));
            case "TotalMediaFiles" -> row.totalMediaFiles(tokens.integer(name, Integer.MAX_VALUE));
            case "TotalPrecategorized" -> row.totalPrecategorized(tokens.integer(name, Integer.MAX_VALUE));
            case "SeizureDate" -> row.seizureDate(tokens.time(name));
            case "SourceApplicationName" -> row.sourceApplicationName(tokens.text(name));
            case "SourceApplicationVersion" -> row.sourceApplicationVersion(tokens.text(name));
            case "CaseMetadata" -> tokens.rows(name, () -> row.addCaseMetadata(VicsMediaParser.property(tokens)));
            case "Identifiers" -> tokens.rows(name, () -> row.addIdentifiers(VicsMediaParser.identifier(tokens)));
            default -> tokens.skip();
        }
    }

    private static String caseId(String written) {
        return written == null ? null : written.replaceAll("[{}\\s]", "").toLowerCase(Locale.ROOT);
    }
}
