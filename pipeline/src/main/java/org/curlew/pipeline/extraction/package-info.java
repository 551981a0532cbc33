/** Every file of an image: walked, digested, typed, and opened where it is an archive. */
package org.curlew.pipeline.extraction;
