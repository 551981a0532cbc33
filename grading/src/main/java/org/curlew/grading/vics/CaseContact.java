package org.curlew.grading.vics;

/** Who submits a case; null where nobody is to be named. */
public record CaseContact(String organization, String name, String phone, String email, String title) {

    public static final CaseContact NONE = new CaseContact(null, null, null, null, null);
}
