package org.curlew.triage.vics;

import java.util.ArrayList;
import java.util.List;

/**
 * A case without its media, which stream past one by one.
 *
 * @param caseId GUID, lower case, without braces; null where the file has none
 * @param caseNumber case reference
 * @param contactOrganization submitting organisation
 * @param contactName submitting person
 * @param contactPhone telephone
 * @param contactEmail e-mail
 * @param contactTitle job title
 * @param totalMediaFiles count as the writer states it; wrong in real exports, never relied on
 * @param totalPrecategorized count as the writer states it
 * @param seizureDate when the device was seized
 * @param sourceApplicationName writer product
 * @param sourceApplicationVersion writer version
 * @param caseMetadata free names and values
 * @param identifiers Identifier rows
 */
public record VicsCase(
        String caseId,
        String caseNumber,
        String contactOrganization,
        String contactName,
        String contactPhone,
        String contactEmail,
        String contactTitle,
        Integer totalMediaFiles,
        Integer totalPrecategorized,
        VicsTime seizureDate,
        String sourceApplicationName,
        String sourceApplicationVersion,
        List<VicsProperty> caseMetadata,
        List<VicsIdentifier> identifiers) {

    public VicsCase {
        caseMetadata = List.copyOf(caseMetadata);
        identifiers = List.copyOf(identifiers);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Fields by name; lists collect. */
    public static final class Builder {

        private String caseId;
        private String caseNumber;
        private String contactOrganization;
        private String contactName;
        private String contactPhone;
        private String contactEmail;
        private String contactTitle;
        private Integer totalMediaFiles;
        private Integer totalPrecategorized;
        private VicsTime seizureDate;
        private String sourceApplicationName;
        private String sourceApplicationVersion;
        private List<VicsProperty> caseMetadata = List.of();
        private List<VicsIdentifier> identifiers = List.of();

        private Builder() {}

        public Builder caseId(String value) {
            caseId = value;
            return this;
        }

        public Builder caseNumber(String value) {
            caseNumber = value;
            return this;
        }

        public Builder contactOrganization(String value) {
            contactOrganization = value;
            return this;
        }

        public Builder contactName(String value) {
            contactName = value;
            return this;
        }

        public Builder contactPhone(String value) {
            contactPhone = value;
            return this;
        }

        public Builder contactEmail(String value) {
            contactEmail = value;
            return this;
        }

        public Builder contactTitle(String value) {
            contactTitle = value;
            return this;
        }

        public Builder totalMediaFiles(Integer value) {
            totalMediaFiles = value;
            return this;
        }

        public Builder totalPrecategorized(Integer value) {
            totalPrecategorized = value;
            return this;
        }

        public Builder seizureDate(VicsTime value) {
            seizureDate = value;
            return this;
        }

        public Builder sourceApplicationName(String value) {
            sourceApplicationName = value;
            return this;
        }

        public Builder sourceApplicationVersion(String value) {
            sourceApplicationVersion = value;
            return this;
        }

        public Builder addCaseMetadata(VicsProperty row) {
            caseMetadata = added(caseMetadata, row);
            return this;
        }

        public Builder addIdentifiers(VicsIdentifier row) {
            identifiers = added(identifiers, row);
            return this;
        }

        private static <T> List<T> added(List<T> rows, T row) {
            List<T> grown = rows.isEmpty() ? new ArrayList<>(2) : rows;
            grown.add(row);
            return grown;
        }

        public VicsCase build() {
            return new VicsCase(
                    caseId,
                    caseNumber,
                    contactOrganization,
                    contactName,
                    contactPhone,
                    contactEmail,
                    contactTitle,
                    totalMediaFiles,
                    totalPrecategorized,
                    seizureDate,
                    sourceApplicationName,
                    sourceApplicationVersion,
                    caseMetadata,
                    identifiers);
        }
    }
}
