/** The object store against real servers, and against faults between. */
package org.curlew.storage.objects;
