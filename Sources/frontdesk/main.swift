import ArgumentParser
import Assistant
import CEdit
import Configuration
import Gateway
import StorageSQLite
import Yams
print("x")
