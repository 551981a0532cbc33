package org.curlew.pipeline.application;

import picocli.CommandLine.IVersionProvider;

/** The version of the tool, as it is stored with every result. */
public final class ToolVersion implements IVersionProvider {

    /** Version of the build, or "development" where the classes are not in a jar. */
    public static String text() {
        String version = ToolVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"curlew " + text()};
    }
}
