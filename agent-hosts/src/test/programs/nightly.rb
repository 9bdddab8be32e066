sleep 0.01
puts "nightly is done"
