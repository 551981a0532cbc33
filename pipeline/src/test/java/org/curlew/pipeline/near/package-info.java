/** Tests of the comparison by likeness. */
package org.curlew.pipeline.near;
