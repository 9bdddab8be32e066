println "nightly is done"
